"""WindowMenus: the menus, the keys and the tool bar, and which commands are to be had where one is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QToolBar, QWidget

from nemndsekr.support.policy import OFF_WORDS
from nemndsekr.ui.actions import COMMANDS, LINE, MENUS, NOT_OPEN, TOOL_WORDS, TOOLS, Command
from nemndsekr.ui.kit.icons import icon
from nemndsekr.ui.kit.measures import set_icon_size, set_size
from nemndsekr.ui.kit.search_field import SearchField
from nemndsekr.ui.kit.theme import Appearance
from nemndsekr.ui.kit.tokens import points, u

if TYPE_CHECKING:
    from nemndsekr.ui.main_window import MainWindow

_THEMES: Final = ((Appearance.SYSTEM, "&Följ datorn"), (Appearance.LIGHT, "&Ljust"), (Appearance.DARK, "&Mörkt"))
_INFINITIVES: Final = {"undo": "ångra", "redo": "göra om"}


_NARROWEST_FIND: Final = 140
"""Units."""


class WindowMenus:
    """Makes an action of each command, and lays it in its menu; what it does is a method of the window's commands."""

    def __init__(self, window: MainWindow) -> None:
        """Fill the menu bar of this window and give it its tool bar."""
        self._window = window
        self._undo_names: tuple[str | None, str | None] = (None, None)
        self.actions: dict[str, QAction] = {}
        self.find_field = SearchField("Sök ärende", "Sök ärende  (Ctrl+Skift+F)")
        self._measured = 0.0
        self._needed = 0
        self._make_menus()
        self._make_tool_bar()

    def _make_menus(self) -> None:
        window = self._window
        menus = {key: window.menuBar().addMenu(words) for key, words in MENUS}
        for menu in menus.values():
            menu.setToolTipsVisible(True)
        for command in COMMANDS:
            menu = menus[command.menu]
            if command.text == LINE:
                menu.addSeparator()
            else:
                menu.addAction(self._make_action(command))
        menus["visa"].addSeparator()
        self._theme_menu(menus["visa"])
        case_menu = menus["arende"]
        self._choose_first = QAction("Väl&j ett ärende först…", window)
        self._choose_first.triggered.connect(lambda _=False: window.commands.open_case())
        case_menu.insertAction(case_menu.actions()[0], self._choose_first)
        case_menu.aboutToShow.connect(self._fill_case_menu)

    def _make_action(self, command: Command) -> QAction:
        action = QAction(command.text, self._window)
        action.setObjectName(command.act)
        action.setShortcuts([QKeySequence(keys) for keys in command.keys])
        if command.icon is not None:
            action.setIcon(icon(command.icon))
        act = getattr(self._window.commands, command.act)
        action.triggered.connect(lambda _=False: act())
        self.actions[command.act] = action
        return action

    def _theme_menu(self, menu: QMenu) -> None:
        look = self._window.look
        choices = menu.addMenu("T&ema")
        group = QActionGroup(self._window)
        for appearance, words in _THEMES:
            action = QAction(words, self._window)
            action.setCheckable(True)
            action.setChecked(look.appearance == appearance)
            action.triggered.connect(lambda _=False, chosen=appearance: look.choose_theme(chosen))
            group.addAction(action)
            choices.addAction(action)

    def _make_tool_bar(self) -> None:
        tools = QToolBar("Verktyg")
        tools.setMovable(False)
        tools.setFloatable(False)
        tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        tools.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        for act in TOOLS:
            if act == LINE:
                tools.addSeparator()
                continue
            action = self.actions[act]
            action.setIconText(TOOL_WORDS[act])
            tools.addAction(action)
        space = QWidget()
        space.setSizePolicy(space.sizePolicy().Policy.Expanding, space.sizePolicy().Policy.Preferred)
        tools.addWidget(space)
        set_size(self.find_field, min_width=_NARROWEST_FIND, max_width=260)
        tools.addWidget(self.find_field)
        end = QWidget()
        set_size(end, width=8)
        tools.addWidget(end)
        set_icon_size(tools, 20)
        self._window.addToolBar(tools)
        self._tools = tools

    def fit_tools(self, width: int) -> None:
        """Show the tools with their words, or as icons with tool tips where the words would push some of them out."""
        look = Qt.ToolButtonStyle
        if self._measured != points():
            self._measured = points()
            self._tools.setToolButtonStyle(look.ToolButtonTextBesideIcon)
            self._needed = self._tools.sizeHint().width() - self.find_field.sizeHint().width() + u(_NARROWEST_FIND)
        narrow = width < self._needed
        self._tools.setToolButtonStyle(look.ToolButtonIconOnly if narrow else look.ToolButtonTextBesideIcon)

    def set_undo_names(self, names: tuple[str | None, str | None]) -> None:
        """What the store would undo and do again next; None where there is nothing."""
        self._undo_names = names
        self.show_undo()

    def show_undo(self) -> None:
        """Name what Ångra and Gör om would do: on a page that stores nothing yet, its own acts."""
        page: Any = self._window.stack.currentWidget()
        names = page.undo_names() if hasattr(page, "undo_names") else self._undo_names
        for act, words, name in (("undo", "&Ångra", names[0]), ("redo", "&Gör om", names[1])):
            action = self.actions[act]
            action.setText(f"{words}: {name}" if name else words)
            action.setIconText(TOOL_WORDS[act])
            action.setToolTip(f"{TOOL_WORDS[act]}: {name}" if name else f"Det finns inget att {_INFINITIVES[act]}")
            action.setEnabled(name is not None)
            action.setStatusTip("" if name else action.toolTip())

    def tell_actions(self, *_: object) -> None:
        """Let those commands be had that are of use where one is, and say of the others why not."""
        window = self._window
        is_open = window.desk.store is not None
        page = window.stack.currentWidget()
        for command in COMMANDS:
            if command.text == LINE or command.act in _INFINITIVES:
                continue
            useful = not command.page or (
                bool(window.case_of()) or hasattr(page, command.act)
                if command.page == "case_of"
                else hasattr(page, command.page)
            )
            always = (command.menu in {"visa", "hjalp"} and not command.page) or command.act == "close"
            action = self.actions[command.act]
            if not window.desk.policy.allows(command.function):
                action.setEnabled(False)
                _tell_why(action, OFF_WORDS)
                continue
            action.setEnabled((is_open or always) and useful)
            _tell_why(action, "" if action.isEnabled() else command.wants if is_open else NOT_OPEN)
        if not is_open:
            self.set_undo_names((None, None))

    def _fill_case_menu(self) -> None:
        self.tell_actions()
        # Keys pass over what is not to be had: this line is reached, says why, and leads on.
        self._choose_first.setVisible(self._window.desk.store is not None and not self._window.case_of())


def _tell_why(action: QAction, why: str) -> None:
    """Say under the mouse and in the status bar why a command is not to be had; "" where it is."""
    action.setStatusTip(why)
    action.setToolTip(why)
