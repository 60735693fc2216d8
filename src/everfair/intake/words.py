"""What is said about data, in words: codes with parameters become sentences only when they are shown."""
# ruff: noqa: E501  a sentence stands in one line

import json
import re
from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from everfair.shows.models.edition import spoken_label

IN_BYTES = {
    "file_too_large",
    "unpacked_too_large",
    "too_many_strings",
    "reader_out_of_memory",
    "row_too_long",
}

WORDS: dict[str, Promise | str] = {
    # the whole file
    "file_missing": _("The file is not there any more. Upload it again."),
    "empty_file": _("The file is empty."),
    "header_only": _("There is a header line (row %(row)s) and no row below it."),
    "file_too_large": _("The file has %(size)s; up to %(limit)s are taken."),
    "binary_file": _("This is not a table. CSV and XLSX can be read."),
    "html_file": _("This is a web page, even if it is named like a workbook. Open it in Excel and save it as .xlsx."),
    "xml_file": _("This is an XML file. Open it in Excel and save it as .xlsx."),
    "json_file": _("This is a JSON file. CSV and XLSX can be read."),
    "old_excel": _("This is a workbook of Excel 97-2003 (.xls). Save it as .xlsx."),
    "encrypted_workbook": _("The workbook is protected by a password. Save it without one."),
    "macro_workbook": _("The workbook holds macros. Save it as .xlsx without them."),
    "binary_workbook": _("This is a binary workbook (.xlsb). Save it as .xlsx."),
    "open_document": _("This is an OpenDocument table (.ods). Save it as .xlsx or CSV."),
    "not_a_workbook": _("This archive holds no workbook. Unpack it and bring in the list that is in it."),
    "damaged_workbook": _("The workbook is damaged or cut off (%(part)s). Open it in Excel, save it and bring it in again."),
    "unsafe_xml": _("The workbook holds declarations that are not allowed (%(part)s). Save the sheet as CSV and bring that in."),
    "unpacked_too_large": _("Unpacked, the workbook would be far larger than a list is: %(part)s has %(size)s; up to %(limit)s are taken."),
    "too_many_cells": _("The sheet has more than %(limit)s cells. Bring it in in several parts, or as CSV."),
    "too_many_strings": _("The workbook holds more text than %(limit)s, which is what is taken. Save the sheet as CSV and bring that in."),
    "no_sheets": _("The workbook has no sheet of cells. Right would be one sheet with a header line and the list below it."),
    "no_such_sheet": _("There is no sheet called “%(sheet)s”."),
    "no_such_row": _("There is no row %(row)s, or it is blank."),
    "header_damaged": _("The header line (row %(row)s, column %(column)s) cannot be read: it %(problem)s."),
    "too_many_columns": _("The table has %(found)s columns; up to %(limit)s can be read."),
    "encoding_unknown": _("The encoding “%(encoding)s” is not known. Save the file as UTF-8."),
    "encoding_unclear": _("The encoding of the text cannot be told. Save the file as UTF-8, or say which it is."),
    "delimiter_unknown": _("The cells are parted by “%(delimiter)s”. Use commas, semicolons or tabs."),
    "reader_out_of_memory": _("Reading the workbook needs more memory than is given to it (%(limit)s). It was read up to row %(row)s. Save the sheet as CSV and bring that in."),
    "reader_too_slow": _("Reading the workbook took longer than %(limit)s seconds. It was read up to row %(row)s. Save the sheet as CSV and bring that in."),
    "reader_died": _("The program that reads the workbook was ended from outside. It was read up to row %(row)s; try again, or save the sheet as CSV and bring that in."),
    "unread_behind": _("Nothing behind row %(row)s could be read. %(why)s"),
    # one row
    "invalid_bytes": _("holds bytes that mean nothing in %(encoding)s (%(bytes)s); save the file as UTF-8"),
    "characters_lost": _("holds “%(sign)s”, which is left where a program could not read a character; enter the text again from where it came"),
    "other_encoding": _("is in another encoding (%(looks_like)s) than the file (%(encoding)s); save the file as UTF-8"),
    "control_character": _("holds a character that no text has (%(codepoint)s); remove it"),
    "cell_too_long": _("has %(length)s characters; up to %(limit)s can be kept"),
    "row_too_long": _("the line is longer than %(limit)s; a quotation mark may be missing"),
    "unterminated_quote": _("a quotation mark opens here and never closes; close it, or double it where it is part of the text"),
    "stray_quote": _("there is text behind a closing quotation mark; double quotation marks that are part of the text"),
    "too_few_cells": _("the row has %(found)s cells; the header has %(expected)s"),
    "extra_cells": _("the row has %(found)s cells; the header has %(expected)s"),
    "cell_without_header": _("a filled cell stands beyond the last header (%(last)s)"),
    "error_cell": _("holds an error of the workbook (%(error)s); right would be a value"),
    "formula_without_value": _("holds a formula without a result; open the workbook in Excel, save it and bring it in again, or leave the column unread"),
    "digits_lost": _("Excel has dropped figures of this number; format the column as text and enter it again"),
    "impossible_date": _("is a day number that is no day (%(serial)s); right would be a date like 2026-02-08"),
    "damaged_cell": _("cannot be read; enter it again in Excel"),
    "header_again": _("says the headers once more, as row %(row)s does; nothing of it is kept"),
    "summary_row": _("begins a line of totals or averages, which is no row of its own; a customer of that name needs its full name"),
    # one cell
    "text_too_long": _("has %(length)s characters; up to %(limit)s can be kept"),
    "text_control": _("holds a character that no text has (%(codepoint)s) at place %(position)s; remove it"),
    "text_surrogate": _("holds half a character (%(codepoint)s) at place %(position)s"),
    "date_unreadable": _("is no date; right would be %(example)s"),
    "date_impossible": _("is a day that does not exist; right would be %(example)s"),
    "date_ambiguous": _("may be %(day_first)s or %(month_first)s; write it with the year first, or say beside the file which comes first"),
    "date_incomplete": _("is not a whole date; right would be %(example)s"),
    "date_short_year": _("has a year of two figures; right would be %(example)s"),
    "birthday_of_a_child": _("is the birthday of a child, or Excel has put a year to it; where the year is not known, right would be %(example)s as text"),
    "date_to_come": _("is a day to come; today is %(today)s"),
    "date_out_of_range": _("lies outside %(earliest)s to %(latest)s"),
    "time_impossible": _("is a time that does not exist; right would be %(example)s"),
    "amount_unreadable": _("is no amount; right would be %(example)s"),
    "amount_too_large": _("has more than %(digits)s figures"),
    "amount_too_fine": _("has more than %(decimals)s decimals, which %(currency)s does not have"),
    "amount_unit_unclear": _("does not say whether it is in %(unit)s, as the heading does; right would be the figures alone, or with their own unit behind them, like 800.50元"),
    "amount_two_currencies": _("names two currencies"),
    "amount_not_above_0": _("is not above 0: a cost is told as a positive amount under its own kind"),
    "amount_below_0": _("is below 0"),
    "weight_unreadable": _("is no weight; right would be a number above 0, like %(example)s"),
    "referral_of_itself": _("brought itself, it seems: both names are of “%(name)s”"),
    "referral_in_a_circle": _("was itself brought by “%(name)s”, at once or through others; who brought whom cannot go round"),
    "referral_otherwise": _("stands on file otherwise: %(direction)s, with weight %(weight)s; correct it in the customer's file, or take it out there first"),
    "referral_twice": _("row %(row)s of this list says the same already"),
    "currency_unknown": _("is no currency; right would be %(example)s"),
    "turned_into_day": _("was turned into a day or time by Excel; format the column as text and enter the stand again, like %(example)s"),
    "number_shortened": _("was shortened by Excel and its figures are lost; format the column as text and enter it again, like %(example)s"),
    "area_unreadable": _("is no area; right would be %(example)s (square metres)"),
    "area_other_unit": _("is in square feet; right would be %(right)s square metres"),
    "area_too_fine": _("is finer than 0.01 square metres"),
    "area_out_of_range": _("lies outside %(lowest)s to %(highest)s square metres"),
    "integer_unreadable": _("is no number; right would be %(example)s"),
    "integer_out_of_range": _("lies outside %(lowest)s to %(highest)s"),
    "ordinal_unreadable": _("is no edition; right would be %(example)s"),
    "phone_unreadable": _("is no telephone number; right would be %(example)s"),
    "phone_as_decimal": _("is a number with decimals; right would be %(right)s"),
    "email_unreadable": _("is no e-mail address; right would be %(example)s"),
    "email_too_long": _("has %(length)s characters; an address has up to %(limit)s"),
    "email_line_break": _("holds a line break; right would be %(example)s"),
    "email_several": _("holds several addresses; right would be one, like %(example)s"),
    "email_decorated": _("is more than an address; right would be %(right)s"),
    "website_unreadable": _("is no web address; right would be %(example)s"),
    "word_unknown": _("is not understood here; right would be one of: %(right)s"),
    "consents_unreadable": _("does not say to what somebody consented; right would be a line for each: %(example)s"),
    "ids_unreadable": _("does not say whose ids these are; right would be %(example)s"),
    "ends_before_it_opens": _("closes before it opens on %(opens)s"),
    "edition_twice": _("row %(row)s of this list speaks of the same edition"),
    "value_missing": _("is missing: %(field)s"),
    "series_not_yours": _("you may not bring in lists for the series “%(series)s”; ask a director"),
    "answer_unreadable": _("is no answer on the scale; right would be a number from %(lowest)s to %(highest)s"),
    "answer_off_scale": _("lies outside the scale, which runs from %(lowest)s to %(highest)s"),
    "ladder_unreadable": _("is no ladder; right would be: attribute > consequence > goal"),
    "scale_unreadable": _("is no scale; right would be its two ends, like %(example)s"),
    "item_unknown": _("is no question of this questionnaire; right would be one of: %(right)s"),
    "topic_unknown": _("is no topic that is rated here; right would be one of: %(right)s"),
    "nothing_answered": _("no question is answered"),
    "respondent_twice": _("row %(row)s of this list has other answers of the same respondent; say who answered which, or keep one of the two"),
    "answered_otherwise": _("stands on file otherwise for this respondent (%(on_file)s); take that response out first if it was wrong"),
    "own_show_rated": _("is your own show: its answers come as answers to a survey"),
    # a file that tells of a questionnaire
    "instrument_format": _("“%(name)s” is neither the short name of a questionnaire on file nor a TOML, JSON or CSV file that tells of one."),
    "instrument_unreadable": _("“%(name)s” cannot be read: %(what)s"),
    "instrument_empty": _("The file tells of no items. Each needs a column and what it asks."),
    "instrument_twice": _("Two items have the short name “%(item)s”."),
    "instrument_item": _("The questionnaire has no item “%(item)s”; there are: %(right)s"),
    "instrument_column": _("Item %(number)s names no column."),
    "instrument_asks": _("Item %(number)s does not say what it asks for; right would be one of: %(right)s"),
    "instrument_topic": _("Item %(number)s does not say of what topic it asks."),
    "instrument_scale": _("Item %(number)s has no scale: its lowest value must be below its highest."),
    # notes on the file
    "name_says_otherwise": _("The name ends otherwise, but the file is %(format)s and was read as such."),
    "several_sheets": _("The sheet “%(sheet)s” was read; there are others: %(others)s."),
    "hidden_sheets": _("There are hidden sheets: %(sheets)s."),
    "hidden_rows": _("%(count)s rows are hidden in Excel; they are read like the others."),
    "hidden_columns": _("Some columns are hidden in Excel; they are read like the others."),
    "merged_cells": _("There are %(count)s merged cells; only the first cell of each has the value."),
    "formulas": _("There are %(count)s formulas: what Excel last calculated is read; one without a result refuses its row."),
    "header_not_recognised": _("The header line was not recognised. Say which row it is."),
    "header_of_two_rows": _("The headers stand in two rows, %(first)s and %(last)s; they were read as one."),
    "duplicate_header": _("Several columns are headed “%(header)s”."),
    "blank_header": _("Some columns have no header: %(columns)s."),
    "rows_in_other_encoding": _("%(count)s rows are not in %(encoding)s and will be refused."),
    # warnings on the list
    "cells_without_answer": _("%(count)s cells say that there is no answer (n/a, 不适用, - and the like). They stay unanswered."),
    "unnamed_respondents": _("%(count)s rows name no customer. They count in the figures of the show, in nobody's file."),
    "series_to_be_made": _("The series “%(name)s” is not on file. It will be made."),
    "questionnaire_to_be_made": _("The questionnaire “%(name)s” will be made of these columns: %(count)s questions."),
    "competitors_to_be_made": _("Competing shows that are not on file will be added: %(names)s."),
    "series_made": _("The series “%(name)s” was not on file. It was made."),
    "questionnaire_made": _("The questionnaire “%(name)s” was made of these columns: %(count)s questions."),
    "competitors_made": _("Competing shows that were not on file were added: %(names)s."),
    "copied_list": _("The list of %(edition)s is nearly that of %(before)s: %(percent)s %% of all exhibitors are in both. Is it a copy?"),
    "several_referrers": _("Row %(row)s: “%(name)s” is said to have been brought by %(count)s customers; what it is worth is shared among them by weight."),
    "edition_opens_otherwise": _("By this list, %(edition)s opens on %(says)s; on file it opens on %(opens)s, and that stays. If the list is right, correct the edition."),
    "edition_too_long": _("By this list, %(edition)s lasts from %(first)s to %(last)s. Where these are days of several editions, or of something else than the show, correct the list or its columns."),
    # why a list is not taken back as a whole
    "list_of_editions": _("A list of editions is not taken back as a whole. Correct or remove its editions on the pages of their shows."),
    "nothing_was_written": _("This list wrote nothing: there is nothing to take back."),
    "loaded_before_kept": _("This list was loaded before it was kept what a load writes, and cannot be taken back as a whole. What is wrong can be corrected in the customers' files, or by bringing in a right list."),
    "titles_of_nobody": _("%(count)s rows tell a title or a decision role, but nobody's name: these are left out."),
    "stands_added": _("%(count)s of those on file at %(edition)s have other stands there: the list's are added to them, and areas and amounts add up. Where somebody moved, remove the old stand on the customer's file afterwards."),
    "stub_list": _("The list of %(edition)s has %(count)s participants, usual are %(usual)s. Is it complete?"),
}  # fmt: skip


def say(code: str, params: Mapping[str, Any]) -> str:
    """The sentence of a code in the reader's language."""
    text = WORDS.get(code)
    if text is None:
        return code
    told = {name: said(name, value) for name, value in params.items()}
    if "problem" in params:
        told["problem"] = say(params["problem"], {name: params[name] for name in params if name != "problem"})
    if code in IN_BYTES:
        told |= {name: filesizeformat(params[name]) for name in ("size", "limit") if name in params}
    return str(text) % Told(told)


def said(name: str, value: Any) -> str:
    if name == "why":
        return say(value["code"], value["params"])
    if name == "field":
        return str(FIELD_WORDS.get(str(value), value))
    if name == "delimiter" and not str(value).isprintable():
        return f"U+{ord(value[0]):04X}"
    if name in {"edition", "before"}:
        return spoken_label(str(value))
    if name == "direction":
        return str(MEANINGS[value])
    if isinstance(value, list | tuple):
        return gettext(", ").join(str(MEANINGS.get(str(one), one)) for one in value)
    return str(value)


_FAILED = re.compile(r"TableError: (\w+)(?: (\{.*\}))?", re.DOTALL)


def say_failure(error: str) -> str:
    """Why a job failed: in words where its file could not be read to the end, else as it stands."""
    if error.startswith("NotYours"):
        return gettext("Whoever asked for it may not bring lists in for this show any more.")
    told = _FAILED.fullmatch(error)
    return say(told[1], json.loads(told[2] or "{}")) if told else error


class Told(dict[str, str]):
    """A parameter that is missing in old data leaves its name rather than failing the page."""

    def __missing__(self, name: str) -> str:
        return f"({name})"


FIELD_WORDS: dict[str, Promise | str] = {
    "series": _("the series (or give it beside the file)"),
    "edition": _("the edition or its date (or give it beside the file)"),
    "organisation": _("the name of the organisation"),
    "date": _("the date"),
    "person": _("the name of the person it is about"),
    "kind": _("the kind of value or cost"),
    "amount": _("the amount"),
    "referrer": _("the name of who brought it"),
    "text": _("the suggestion"),
    "competitor": _("the competing show"),
    "topic": _("the topic"),
    "value": _("the answer"),
    "respondent": _("who answered (a number of the respondent will do)"),
    "question": _("the columns that are questions (or a column of questions and one of answers)"),
}
MEANINGS: dict[str, Promise | str] = {
    "invited": _("invited"), "applied": _("applied"), "booked": _("booked"), "came": _("came"), "no_show": _("no-show"),
    "cancelled": _("cancelled"), "exhibitor": _("exhibitor"), "sponsor": _("sponsor"), "visitor": _("visitor"),
    "phone": _("phone"), "email": _("e-mail"), "message": _("message"), "visit": _("visit"), "onsite": _("on site"),
    "web": _("web"), "post": _("post"), "other": _("other"), "contact": _("contact"), "meeting": _("meeting"),
    "enquiry": _("enquiry"), "event": _("event"), "complaint": _("complaint"), "satisfaction": _("satisfaction"),
    "note": _("note"), "reached": _("reached"), "not_reached": _("not reached"), "interested": _("interested"),
    "declined": _("declined"), "solved": _("solved"), "unsolved": _("not solved"), "decider": _("decider"),
    "held": _("held"), "planned": _("planned"), "influencer": _("influencer"), "user": pgettext_lazy("of decisions", "user"), "buyer": _("buyer"), "gatekeeper": _("gatekeeper"),
    "economic": pgettext_lazy("of a value", "economic"), "demonstration": pgettext_lazy("of a value", "demonstration"),
    "recommendation": pgettext_lazy("of a value", "recommendation"), "capability": pgettext_lazy("of a value", "capability"),
    "initial": pgettext_lazy("of a cost", "initial"), "maintenance": pgettext_lazy("of a cost", "maintenance"),
    "ending": pgettext_lazy("of a cost", "ending"), "brought": pgettext_lazy("a customer", "brought"),
    "kept_away": pgettext_lazy("a customer", "kept away"), "needs": _("needs"), "innovation": _("innovation"),
    "competitors": _("competitors"), "development": _("development"), "received": _("received"),
    "answered": _("answered"), "adopted": _("adopted"), "before": _("before the show"), "after": _("after the show"),
    "once": _("at once"), "partner": _("partner"), "show_effect": _("effect of the show"), "service": _("service"),
    "price": _("price"), "competitor": _("competing show"), "need_changed": _("need changed"),
    "business_ended": _("business ended"), "yes": _("yes"), "no": _("no"),
    "none": pgettext_lazy("closeness wanted", "left in peace"), "loose": pgettext_lazy("closeness wanted", "loose"),
    "regular": pgettext_lazy("closeness wanted", "regular"), "close": pgettext_lazy("closeness wanted", "close"),
}  # fmt: skip


def say_problem(problem: Mapping[str, Any]) -> str:
    """A problem with the cell it is about: “2026-02-30” is a day that does not exist; right would be 2026-02-28."""
    sentence = say(problem["code"], problem.get("params", {}))
    value = problem.get("value")
    return gettext("“%(value)s” %(sentence)s") % {"value": value, "sentence": sentence} if value else sentence
