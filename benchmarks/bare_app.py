"""The yardstick for a key: the smallest application of prompt_toolkit that one can type into, a single line high."""

from prompt_toolkit.application import Application
from prompt_toolkit.layout import Layout
from prompt_toolkit.widgets import TextArea

Application(Layout(TextArea(height=1))).run()
