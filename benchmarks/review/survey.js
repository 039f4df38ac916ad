// Decides requests with survey-core; see survey.py. Argument: the folder node_modules. The task comes on stdin as JSON.
"use strict";
const path = require("node:path");
const Survey = require(path.resolve(process.argv[2], "survey-core"));
const task = JSON.parse(require("node:fs").readFileSync(0, "utf8"));

function condition({ expression, names }) {
  const runner = new Survey.ConditionRunner(expression);
  return (context) => {
    const seen = {};
    for (const name of names) seen[name] = context[name];
    return runner.runValues(seen, {}) === true;
  };
}

const questions = task.questions.map((q) => ({ ...q, shown: q.when && condition(q.when) }));
const combine = task.combine.map((row) => ({ ...row, holds: condition(row) }));
const otherwise = task.otherwise.map((row) => ({ ...row, holds: condition(row) }));
const must = task.must.map((item) => ({ when: condition(item.when), known: condition(item.known) }));
const rules = task.rules.map(condition);
const empty = { f_worth: "unknown", f_priority: "unknown", g_directed: false };
for (const fact in task.facts) empty["f_" + fact] = "unknown";
for (const cause of task.causes) empty["c_" + cause] = "unknown";
for (const q of questions) empty["n_" + q.id] = -1;
task.strong.forEach((_, i) => (empty["s_" + i] = false));

function statusOf(supporting, opposing) {
  const total = supporting + opposing;
  if (!supporting && !opposing) return "unknown";
  if (total <= task.status.ruled_out) return "ruled_out";
  for (const status of ["supported", "possible", "weak"]) if (total >= task.status[status]) return status;
  return supporting && total === 0 ? "weak" : "not_indicated";
}

function add(sums, moved) {
  for (const cause in moved.supports) sums[cause][0] += task.scale[moved.supports[cause]];
  for (const cause in moved.against) sums[cause][1] -= task.scale[moved.against[cause]];
}

function settle(context, sums) {
  const both = {};
  for (const cause of task.causes) both[cause] = [...sums[cause]];
  for (const row of combine) if (row.holds(context)) add(both, row);
  for (const cause of task.causes) context["c_" + cause] = statusOf(...both[cause]);
}

function take(context, sums, question, value) {
  if (typeof value === "number") context["n_" + question.id] = value;
  for (const key of Array.isArray(value) ? value : [value]) {
    const choice = question.choices[key];
    if (!choice) continue;
    add(sums, choice);
    task.strong.forEach(({ causes, least }, i) => {
      for (const cause in choice.supports)
        if (causes.includes(cause) && task.scale[choice.supports[cause]] >= least) context["s_" + i] = true;
    });
    for (const fact in choice.sets) {
      const rank = (one) => task.facts[fact].indexOf(one);
      const held = context["f_" + fact];
      if (held === "unknown" || rank(choice.sets[fact]) < rank(held)) context["f_" + fact] = choice.sets[fact];
    }
  }
}

function worth(context) {
  const { cases, cost, fix, share, shares, months, no_from, yes_up_to } = task.worth;
  const [howMany, each, spent] = [cases, cost, fix].map((name) => context["n_" + name]);
  const yearly = Math.min(howMany, each) >= 0 ? howMany * months * each * (shares[context["f_" + share]] ?? 1) : 0;
  if (!yearly || spent < 0) return (otherwise.find((row) => row.holds(context)) ?? { answer: "unknown" }).answer;
  const part = spent / yearly;
  return part >= no_from ? "no" : part <= yes_up_to ? "yes" : "unknown";
}

function priority(context) {
  const { factors, high, medium, most } = task.priority;
  const known = factors.map(({ points, fact }) => points[context["f_" + fact]]);
  if (factors.some((factor, i) => factor.zero_is_low && known[i] === 0)) return "low";
  const low = known.reduce((total, points) => total + (points ?? 0), 0);
  if (low >= medium) return low >= high ? "high" : "medium";
  return known.reduce((total, points) => total + (points ?? most), 0) < medium ? "low" : "unknown";
}

// The two ways: what begins a request, whether a question is on the path, and what keeps its answer.
const ways = {
  expressions: { begin() {}, status() {}, shown: (q, context) => !q.shown || q.shown(context), answer() {} },
  model() {
    const model = new Survey.Model(task.model);
    const held = new Map(model.getAllQuestions().map((question) => [question.name, question]));
    return {
      begin: () => model.clear(true, true),
      status(context) {
        for (const cause of task.causes) {
          const name = "c_" + cause; // the model looks at everything anew for each that is set
          if (model.getVariable(name) !== context[name]) model.setVariable(name, context[name]);
        }
      },
      shown: (q) => held.get(q.id).isVisible,
      answer: (q, value) => (held.get(q.id).value = value),
    };
  },
};
const way = task.way === "model" ? ways.model() : ways.expressions;

function decide(answers) {
  const context = { ...empty };
  const sums = Object.fromEntries(task.causes.map((cause) => [cause, [0, 0]]));
  const open = new Set();
  way.begin();
  for (const question of questions) {
    if (question.byCause) {
      settle(context, sums);
      way.status(context);
    }
    if (!way.shown(question, context)) continue;
    const value = answers[question.id];
    if (value === undefined) open.add(question.id);
    else {
      way.answer(question, value);
      take(context, sums, question, value);
    }
  }
  settle(context, sums);
  context.f_worth = worth(context);
  context.f_priority = priority(context);
  context.g_gate_met = !task.gate.some((id) => open.has(id));
  context.g_must_know_met = must.every((item) => !item.when(context) || item.known(context));
  return rules.findIndex((holds) => holds(context));
}

const rows = () => task.rows.map(decide);
rows(); // the second time, Node has compiled what it runs often
const began = process.hrtime.bigint();
const found = rows();
process.stdout.write(JSON.stringify({ rules: found, seconds: Number(process.hrtime.bigint() - began) / 1e9 }));
