"""The kit: the parts that every page is built of. Nothing here knows what a case or a nämnd is.

Import from the module itself, so that the first window loads only what it shows:

- ``theme``        Theme, Appearance: colours and text size of the whole program, switched live
- ``tokens``       tokens(), u(n): ask when painting, keep nothing
- ``fonts``        font(role), metrics(role)
- ``icons``        icon(name, token), draw_icon
- ``measures``     row, column, holding, set_units, set_size, set_font_role: all in design units
- ``labels``       Label, caption, field_label, rule, button, primary_button, link_button, tool_button
- ``panels``       Panel, PageHead, SplitPanes, page_layout
- ``forms``        Field (label, editor, caption, message), PairedFields, FormScroll, Combo, filter_combo
- ``dialogs``      FittedDialog: every window of its own; never larger than the screen, its buttons always seen
- ``search_field`` SearchField; ``new_key`` NewKey; ``none_guard`` what Python 3.11 needs
- ``states``       State and how each is shown; ``tags`` StateTag; ``chips`` CompletenessChips
- ``messages``     MessageBar, FieldMessage, EmptyState; ``saved_state`` SavedState; ``quotation`` Quotation
- ``tables``       TableView, Column, Cell; ``table_model`` FetchMoreModel
- ``lists``        TaskList, CheckList; ``nav`` Rail
- ``source_view``  SourceView; ``block_edit`` BlockTextEdit; ``day_field`` DayField
- ``painting``     what painted parts share: draw_text, draw_tag, draw_focus_ring …
"""

from nemndsekr.ui.kit.none_guard import keep_none_alive

# Here, because nothing of the window is made before the kit is loaded.
keep_none_alive()
