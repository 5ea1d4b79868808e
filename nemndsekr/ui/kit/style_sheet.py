"""The application's one style sheet, generated from the tokens: every number is a unit, every colour a token.

Variants are dynamic properties, set before the widget is shown: ``primary``, ``link``, ``fold`` and ``compact`` on
buttons; ``panel``, ``rail``, ``rule`` on frames; ``month`` on the month's table; ``tone`` and ``slip`` on labels;
``state`` on fields; ``field`` and ``plain`` on text edits.
Fonts are never set here, for a size in a style sheet beats ``setFont`` and with it the text size setting.
"""

from __future__ import annotations

from nemndsekr.support.paths import resource
from nemndsekr.ui.kit.tokens import DARK, Tokens, luminance, u


def style_sheet(t: Tokens) -> str:
    """The whole style sheet for these colours and the text size of now."""
    return "\n".join((_frame(t), _panels(t), _buttons(t), _fields(t), _boxes(t), _views(t)))


def _image(name: str, t: Tokens) -> str:
    theme = "dark" if luminance(t.canvas) < luminance(DARK.border) else "light"
    return f'url("{resource("icons", f"style-{name}-{theme}.svg").as_posix()}")'


def _frame(t: Tokens) -> str:
    return f"""
QMainWindow, QDialog {{ background:{t.canvas}; }}
QToolTip {{ background:{t.text}; color:{t.surface}; border:none; padding:{u(4)}px {u(8)}px; }}
QMenuBar {{ background:{t.canvas}; padding:{u(2)}px {u(8)}px; }}
QMenuBar::item {{ padding:{u(4)}px {u(8)}px; border-radius:{u(4)}px; background:transparent; }}
QMenuBar::item:selected {{ background:{t.neutral_soft}; }}
QMenu {{ background:{t.surface}; border:1px solid {t.line}; padding:{u(4)}px; }}
QMenu::item {{ padding:{u(6)}px {u(24)}px {u(6)}px {u(12)}px; border-radius:{u(4)}px; }}
QMenu::item:selected {{ background:{t.accent_soft}; color:{t.text}; }}
QMenu::item:disabled {{ color:{t.text3}; }}
QMenu::icon {{ padding-left:{u(8)}px; }}
QMenu::separator {{ height:1px; background:{t.line}; margin:{u(4)}px {u(8)}px; }}
QToolBar {{ background:{t.canvas}; border:none; border-bottom:1px solid {t.line}; padding:{u(6)}px; spacing:{u(2)}px; }}
QToolBar::separator {{ background:{t.line}; width:1px; margin:{u(6)}px {u(8)}px; }}
QStatusBar {{ background:{t.canvas}; border-top:1px solid {t.line}; }}
QStatusBar::item {{ border:none; }}
QSplitter::handle {{ background:transparent; }}
QSplitter::handle:hover {{ background:{t.line}; }}"""


def _panels(t: Tokens) -> str:
    return f"""
QFrame[panel="true"] {{ background:{t.surface}; border:1px solid {t.line}; border-radius:{u(6)}px; }}
QFrame[rail="true"] {{ background:{t.rail}; border:none; }}
QFrame[rule="true"] {{ background:{t.line}; border:none; }}
QLabel[tone="muted"] {{ color:{t.text2}; }}
QLabel[tone="quiet"] {{ color:{t.text3}; }}
QLabel[tone="ok"] {{ color:{t.ok}; }}
QLabel[tone="warn"] {{ color:{t.warn}; }}
QLabel[tone="late"] {{ color:{t.late}; }}
QLabel[tone="accent"] {{ color:{t.accent}; }}
QLabel[slip="true"] {{ background:{t.surface}; border:1px solid {t.line}; border-radius:{u(4)}px;
  padding:{u(4)}px {u(8)}px; }}
QLabel:disabled {{ color:{t.text3}; }}"""


def _buttons(t: Tokens) -> str:
    # The border grows from 1 to 2 on focus; the padding gives that pixel back, so that nothing moves.
    return f"""
QPushButton {{ background:{t.surface}; color:{t.text}; border:1px solid {t.border}; border-radius:{u(4)}px;
  padding:{u(5)}px {u(12)}px; min-height:{u(32) - 2 * u(5) - 2}px; }}
QPushButton:hover {{ background:{t.hover}; }}
QPushButton:pressed, QPushButton:checked {{ background:{t.accent_soft}; }}
QPushButton:focus {{ border:2px solid {t.accent}; padding:{u(5) - 1}px {u(12) - 1}px; }}
QPushButton:disabled {{ color:{t.text3}; border-color:{t.line}; background:{t.sunken}; }}
QPushButton[primary="true"] {{ background:{t.accent}; color:{t.on_accent}; border:1px solid {t.accent}; }}
QPushButton[primary="true"]:hover {{ background:{t.accent_hover}; }}
QPushButton[primary="true"]:focus {{ border:2px solid {t.text}; }}
QPushButton[primary="true"]:disabled {{ color:{t.text3}; border-color:{t.line}; background:{t.sunken}; }}
QPushButton[link="true"] {{ background:transparent; border:1px solid transparent; color:{t.accent};
  padding:{u(3)}px {u(6)}px; min-height:{u(28) - 2 * u(3) - 2}px; }}
ElidedLink {{ text-align:left; }}
QPushButton[link="true"]:hover {{ background:{t.accent_soft}; }}
QPushButton[link="true"]:focus {{ border:2px solid {t.accent}; padding:{u(3) - 1}px {u(6) - 1}px; }}
QPushButton[flush="true"] {{ padding-left:0; }}
QPushButton[flush="true"]:focus {{ padding-left:0; }}
QPushButton[link="true"]:disabled {{ color:{t.text3}; }}
QPushButton[fold="true"] {{ color:{t.text}; text-align:left; padding:{u(3)}px {u(6)}px {u(3)}px 1px; }}
QPushButton[fold="true"]:checked {{ background:transparent; }}
QPushButton[fold="true"]:focus {{ padding:{u(3) - 1}px {u(6) - 1}px {u(3) - 1}px 0; }}
QToolButton {{ background:transparent; border:1px solid transparent; border-radius:{u(4)}px;
  padding:{u(4)}px {u(8)}px; color:{t.text}; }}
QToolButton:hover {{ background:{t.neutral_soft}; }}
QToolButton:pressed, QToolButton:checked {{ background:{t.accent_soft}; }}
QToolButton:focus {{ border:2px solid {t.accent}; padding:{u(4) - 1}px {u(8) - 1}px; }}
QToolButton:disabled {{ color:{t.text3}; }}
QToolButton[compact="true"] {{ padding:{u(5)}px; }}
QToolButton[compact="true"]:focus {{ padding:{u(5) - 1}px; }}
QToolButton::menu-indicator {{ image:none; }}"""


def _fields(t: Tokens) -> str:
    one_line = "QLineEdit, QComboBox, QAbstractSpinBox"
    texts = 'QTextEdit[field="true"], QPlainTextEdit[field="true"]'
    height = u(32) - 2 * u(5) - 2
    return f"""
{one_line}, {texts} {{ background:{t.surface}; color:{t.text}; border:1px solid {t.border}; border-radius:{u(4)}px; }}
QLineEdit, QAbstractSpinBox, {texts} {{ selection-background-color:{t.accent}; selection-color:{t.on_accent}; }}
QLineEdit, QTextEdit, QPlainTextEdit {{ placeholder-text-color:{t.text3}; }}
{one_line} {{ padding:{u(5)}px {u(8)}px; min-height:{height}px; }}
{texts} {{ padding:{u(3)}px; }}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{ border:2px solid {t.accent};
  padding:{u(5) - 1}px {u(8) - 1}px; }}
QTextEdit[field="true"]:focus, QPlainTextEdit[field="true"]:focus {{ border:2px solid {t.accent};
  padding:{u(3) - 1}px; }}
QLineEdit[state="warn"], QComboBox[state="warn"], QTextEdit[state="warn"] {{ border-color:{t.warn_icon}; }}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{ color:{t.text3}; border-color:{t.line};
  background:{t.sunken}; }}
QLineEdit:read-only {{ background:{t.sunken}; }}
QTextEdit[plain="true"], QPlainTextEdit[plain="true"] {{ background:transparent; border:none; color:{t.text};
  selection-background-color:{t.accent}; selection-color:{t.on_accent}; }}
QAbstractSpinBox QLineEdit {{ border:none; padding:0 0 0 {u(6)}px; min-height:0; background:transparent; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border:none; width:{u(24)}px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image:{_image("chevron-down", t)}; width:{u(16)}px; height:{u(16)}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ border:none; background:transparent; width:{u(20)}px; }}
QAbstractSpinBox::up-arrow {{ image:{_image("chevron-up", t)}; width:{u(12)}px; height:{u(12)}px; }}
QAbstractSpinBox::down-arrow {{ image:{_image("chevron-down", t)}; width:{u(12)}px; height:{u(12)}px; }}"""


def _boxes(t: Tokens) -> str:
    box, inner = u(16), u(16) - 2
    return f"""
QCheckBox, QRadioButton {{ spacing:{u(8)}px; min-height:{u(24)}px; color:{t.text}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color:{t.text3}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width:{box}px; height:{box}px; border:1px solid {t.border};
  background:{t.surface}; }}
QCheckBox::indicator {{ border-radius:{u(3)}px; }}
QRadioButton::indicator {{ border-radius:{(box + 2) // 2}px; }}
QCheckBox::indicator:checked {{ background:{t.accent}; border-color:{t.accent}; image:{_image("tick", t)}; }}
QRadioButton::indicator:checked {{ background:{t.accent}; border-color:{t.accent}; image:{_image("dot", t)}; }}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ width:{inner}px; height:{inner}px;
  border:2px solid {t.accent}; }}
QCheckBox::indicator:checked:focus, QRadioButton::indicator:checked:focus {{ border-color:{t.text}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color:{t.line}; background:{t.sunken}; }}
QCheckBox::indicator:checked:disabled {{ border-color:{t.text3}; background:{t.text3}; }}
QTabBar::tab {{ padding:{u(6)}px {u(12)}px; border:none; border-bottom:{u(3)}px solid transparent; color:{t.text2};
  background:transparent; }}
QTabBar::tab:selected {{ color:{t.text}; border-bottom-color:{t.accent}; }}
QTabBar::tab:focus {{ background:{t.accent_soft}; }}
QTabWidget::pane {{ border:none; border-top:1px solid {t.line}; }}
QProgressBar {{ background:{t.line}; border:none; border-radius:{u(2)}px; max-height:{u(4)}px; text-align:center; }}
QProgressBar::chunk {{ background:{t.accent}; border-radius:{u(2)}px; }}"""


def _views(t: Tokens) -> str:
    return f"""
QAbstractItemView {{ background:transparent; border:none; outline:none; }}
QComboBox QAbstractItemView, QListView[popup="true"] {{ background:{t.surface}; color:{t.text};
  border:1px solid {t.border};
  selection-background-color:{t.accent_soft}; selection-color:{t.text}; padding:{u(2)}px; }}
QComboBoxPrivateContainer {{ background:{t.surface}; border:none; }}
QComboBox QAbstractItemView::item {{ min-height:{u(28)}px; padding:0 {u(6)}px; color:{t.text}; }}
QComboBox QAbstractItemView::item:selected {{ background:{t.accent_soft}; color:{t.text}; }}
QTableView[month="true"] QHeaderView, QTableView[month="true"] QHeaderView::section,
QTableView[month="true"] QTableCornerButton::section, QTableView[matrix="true"] QHeaderView,
QTableView[matrix="true"] QHeaderView::section, QTableView[matrix="true"] QTableCornerButton::section {{
  background:transparent; border:none; color:{t.text2}; }}
QFileDialog QHeaderView, QFileDialog QHeaderView::section {{ background:{t.sunken}; color:{t.text}; border:none;
  padding:{u(4)}px {u(6)}px; }}
QScrollArea, QWidget[plain="true"] {{ background:transparent; border:none; }}
QScrollBar:vertical {{ background:transparent; width:{u(10)}px; margin:{u(2)}px; }}
QScrollBar:horizontal {{ background:transparent; height:{u(10)}px; margin:{u(2)}px; }}
QScrollBar::handle {{ background:{t.border}; border-radius:{u(3)}px; }}
QScrollBar::handle:vertical {{ min-height:{u(28)}px; }}
QScrollBar::handle:horizontal {{ min-width:{u(28)}px; }}
QScrollBar::handle:hover {{ background:{t.text3}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width:0; height:0; }}
QAbstractScrollArea::corner {{ background:transparent; border:none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background:transparent; }}"""
