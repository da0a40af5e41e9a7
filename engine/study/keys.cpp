#include "study/keys.hpp"

#include "base/messages.hpp"
#include "data/names.hpp"
#include "payoff/report.hpp"
#include "study/key_forms.hpp"

namespace payoff {

std::vector<Key> table_keys() {
  return {
      texts("files", "Paths or patterns, relative to the study file. CSV, workbooks, Parquet and JSON, packed or not.",
            R"("tickets_*.csv")"),
      choice("format", {"csv", "parquet", "json", "workbook"}, "Of the files, where their ending does not say it."),
      text("delimiter", "Of CSV; not written: found from all lines.", R"(";")"),
      choice("decimal", {".", ","}, "The decimal mark of numbers; not written: found in each column from all of it."),
      text("sheet",
           "Of a workbook: the name of a sheet, or `*` for all with rows; not written: the only one with rows.",
           R"("Export")"),
      text("range", "Of each sheet: the cells that hold the table, its header first.", R"("A3:H200")"),
      text("rows", "Of JSON: the path of the list that the rows are; not written: found.", R"("data.items")"),
      text("where", "SQL of the rows that count; the others are a line of the ledger.", R"("status <> 'spam'")"),
      text("table", "A table or view of the database that `driver` opens, in place of files.", R"("tickets")"),
      text("query", "A SELECT of that database, in place of files.", R"("SELECT * FROM tickets")")};
}

namespace {

const KeySection& join_keys() {
  static const KeySection section{
      "join",
      "A table that rows look something up in (a roster: who got the tool when). Its key must be unique; no row is "
      "repeated, and those that find nothing are a line of the ledger. Its columns are `roster.team`, or `team` where "
      "no "
      "other table has one.",
      table_keys() +
          std::vector<Key>{
              text("name", "What its columns are called by; not written: the name of its file.", R"("roster")"),
              expressions("on",
                          "Which column of the rows is which column of the table; one name where both have the same. "
                          "Case, outer blanks and accents do not count, as in labels.",
                          R"({"Assignee ID": "agent_id"})"),
              flag("keep_unmatched", "Rows that find nothing count, with nothing in the columns of the table.")}};
  return section;
}

const KeySection& data_keys() {
  static const KeySection section{
      "data", "Where the rows are: one of `files`, `table` and `query`.",
      table_keys() +
          std::vector<Key>{
              {"join",
               KeyType::objects,
               "Tables that the rows look something up in.",
               R"([{"files": "roster.csv", "on": {"Assignee ID": "agent_id"}}])",
               {},
               {},
               0,
               0,
               &join_keys()},
              {"events", KeyType::flag,
               "Each row is an event, so that a unit without any in a period has none, and not an unknown number. Not "
               "written: true where a metric counts, or measures what passes between two times.",
               "true"},
              texts("missing",
                    "More spellings of a missing value, or numbers that stand for one, beside the usual ones "
                    "([cells](cells.md)).",
                    R"(["n.d.", "-999"])"),
              texts("not_missing", "Usual spellings of a missing value that are a value here.", R"("NA")"),
              flag("keep_totals", "Rows of totals count as any other; not written: they are left out, and said so."),
              flag("moments",
                   "An experiment is summed where its data live to the moments of its two groups, and of each label of "
                   "its segments; no unit's row is fetched but those of the ten that move the effect most: for more "
                   "units than a machine holds. With a time its groups are summed by period, too, so that whether the "
                   "effect fades is known (not of labels), and adjusted for what their units did before the rollout. "
                   "Without clusters and "
                   "other covariates."),
              text("driver", "ADBC driver of a database: its path, name or manifest.", R"("postgresql")"),
              expressions("driver_options",
                          "Passed on to the driver. `${NAME}` is that environment variable, which no message and no "
                          "report shows.",
                          R"({"uri": "postgresql://reader:${DESK_PASSWORD}@localhost/desk"})"),
              texts("first_statements", "What the database is told before it is asked anything, in its own SQL.",
                    R"(["SET ROLE analyst"])"),
              {"timeout_seconds",
               KeyType::number,
               "How long one question to the database may take; not written: any time.",
               "600",
               0,
               {},
               0,
               1e6},
              {"rejected_limit",
               KeyType::share,
               "The share of rows that may be rejected before the study is refused.",
               "0.01",
               default_rejected_limit,
               {},
               0,
               1}}};
  return section;
}

const KeySection& columns_keys() {
  static const KeySection section{
      "columns",
      "Each a column, or SQL of the source. In SQL `\"NAME as text\"` is a cell as it is written.",
      {text("unit", "Whom the study is about: an agent, a developer, a visitor. Not written: each row is its own.",
            R"("agent_id")"),
       text("unit_label", "What one unit is called in the report; not written: as its column.", R"("support agent")"),
       text("time", "The date or time of a row. Not written: there is no time, only groups.", R"("week")"),
       choice("period", {"day", "week", "month", "quarter", "year", "integer"},
              "What rows are summed up by. Not written: found from the spacing of the dates."),
       text("time_format", "Of the time column, where its dates could be read in two ways.", R"("%d.%m.%Y")"),
       text("timezone", "In which days begin and end; not written: the clock of the data.", R"("Europe/Berlin")"),
       choice("week_starts_on", {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"},
              "Not written: as the dates say, else monday."),
       text("cluster", "The level at which the tool was given, where that is above the unit: the team, the branch.",
            R"("team")"),
       text("uptake", "Whether, or how much, the unit used the tool in this row: yes and no, or a share.", R"("used")"),
       expressions("segments", "For each of whose labels the effect is shown apart.", R"(["country", "seniority"])"),
       expressions("covariates", "Numbers, known before the rollout, that explain the metrics.", R"(["tenure_years"])"),
       text("metric_name", "Of a long layout: the column that names the metric.", R"("metric")"),
       text("metric_value", "Of a long layout: the column that holds its value.", R"("value")"),
       flag("labels_as_written", "Labels that differ in case or blanks only are different."),
       flag("keep_partial_periods", "The first and the last period count though the data cover them only in part."),
       text("observed_from",
            "Of events: the date from which a unit without any has none (hired), also one of a joined table that no "
            "row is "
            "of. Not written: its first event.",
            R"("roster.hired_on")"),
       text("observed_to", "The date to which it is so (left); empty is not yet. Not written: its last event.",
            R"("roster.left_on")")}};
  return section;
}

const KeySection& event_keys() {
  static const KeySection section{
      "events",
      "What else happened around the rollout.",
      {required(text("date", "The day.", R"("2025-03-10")")),
       required(text("what", "As a sentence names it.", R"("the new phone system")")),
       choice("whom", {"treated", "comparison", "everyone"}, "To whom it happened.", "everyone")}};
  return section;
}

const KeySection& rollout_keys() {
  static const KeySection section{
      "rollout",
      "Who got what when: `adopted_on` alone; or `date`, `group` with `treated`, or both.",
      {text("group", "A column or SQL that tells those with the tool from the others.", R"("assistant")"),
       text("treated", "Its value for those with the tool. Case, blanks and the spellings of yes do not count.",
            R"("yes")"),
       text("comparison", "Its value for those without; not written: every other value.", R"("no")"),
       text("date", "The day when it began, in any form that the time column may have.", R"("2025-03-31")"),
       text("adopted_on",
            "The date when each unit began; empty, `never`, or 0 and 1900-01-01 far from the data: never.",
            R"("roster.copilot_enabled_on")"),
       flag(
           "randomized",
           "A lottery decided who got the tool. It is held against the data: who is missing, who left, what differed."),
       flag("dates_by_lot", "Of dates that differ: the lottery decided who began when, too."),
       share("split", "Of the lottery: the share of units that was to get the tool.", "0.5"),
       text("unaffected",
            "Who had no tool and was out of its reach, where the tool came: a column of yes and no, or SQL. The same "
            "comparison must find nothing among them (rule G09).",
            R"("queue = 'invoices'")"),
       object(event_keys(), R"([{"date": "2025-03-10", "what": "the new phone system", "whom": "treated"}])",
              KeyType::objects)}};
  return section;
}

const KeySection& metric_keys() {
  static const KeySection section{
      "metrics",
      "What is measured. The first is the primary one, unless another has that role.",
      {required(text("name", "A column where there is no `value`; what results.json calls it.", R"("handle_minutes")")),
       text("label", "What reports call it; not written: the name.", R"("handling time")"),
       text("value", "A column or SQL, where the name is neither.", R"x("initial + coalesce(post, 0)")x"),
       text("per", "The denominator: a column or SQL. The metric is the sum of the values over the sum of these.",
            R"("tickets")"),
       text("per_label", "What reports call it; of a mean: what each row is.", R"("ticket")"),
       choice("kind", names_of(metric_kinds), "What it is; a time saved is worth hours, a revenue its margin.",
              "score"),
       text("unit", "Of a time: seconds, minutes, hours or days. Else as reports should say it.", R"("minutes")"),
       number("smallest_effect",
              "The smallest change that matters, in its unit; not written: what pays for the costs, else a fifth of a "
              "standard deviation between units.",
              "0.5"),
       choice("better", names_of(betters), "Which direction is good. Not written: lower for a time or a cost."),
       choice("role", names_of(roles), "A guardrail must not get worse. Not written: the first is primary."),
       choice("scale", names_of(scales), "log: of positive values; poisson: amounts and counts with zeros.", "level"),
       choice("aggregate", names_of(aggregates),
              "How several rows of one unit and period become one. Not written: they are an error."),
       text("where", "SQL of the rows that count for this metric.", R"("event_name = 'purchase'")"),
       text("from", "The first of two times; the value is what passes between them, in `unit`.", R"("created_at")"),
       text("to", "The second; where it is empty the row is still open, and not short.", R"("solved_at")"),
       expressions("covariates", "More of them, for this metric alone.", R"(["baseline"])"),
       flag("self_reported", "People said it themselves."),
       flag("activity", "It counts activity (lines of code, messages), not what it is for."),
       flag("declared_in_advance", "It was chosen before anybody saw the data.", true)}};
  return section;
}

const KeySection& method_keys() {
  static const KeySection section{
      "method",
      "Not written: the strongest that the data allow. `payoff methods` lists them with their options.",
      {text("name", "Which of them.", R"("did")"), number("level", "Of the intervals.", "0.9", 0.95)},
      true};
  return section;
}

const KeySection& report_keys() {
  static const KeySection section = [] {
    std::vector<std::string> formats;
    for (const ReportFormat& format : report_formats()) formats.emplace_back(format.name);
    Key written = texts("formats", "What is written; not written: all but typst.", R"(["html", "json"])");
    written.choices = std::move(formats);
    return KeySection{
        "report",
        "How it is told.",
        {written, choice("language", languages(), "Of the words.", "en"),
         text("problem", "What was wrong before, for the case study.",
              R"("Customers waited four hours for an answer.")"),
         text("rolled_out", "What came, and how.",
              R"("An assistant that drafts answers, in four steps with training.")"),
         text("quote", "What somebody said of it.", R"("I have my afternoons back.")"),
         text("quote_by", "Who said so.", R"("Ana Petrova, support agent")"),
         text("color", "Of lines and labels, dark enough for words on white.", R"("#8a1c4a")"),
         text("logo", "A PNG, JPEG or SVG file of at most 200 kB, relative to the study file.", R"("logo.svg")"),
         flag("anonymous",
              "No unit, team, person or file is named, and groups of fewer than 5 are not shown "
              "([what that means](case_study.md#anonymous)).")}};
  }();
  return section;
}

const KeySection& disclosure_keys() {
  static const KeySection section{
      "disclosure",
      "Who stands behind the study, for its report.",
      {text("run_by", "Who ran it.", R"("the analytics team")"),
       text("commissioned_by", "Who asked for it.", R"("the head of support")"),
       flag("independent", "Whether those who ran it neither sell the tool nor answer for its rollout.", nullptr)}};
  return section;
}

}  // namespace

const KeySection& study_keys() {
  static const KeySection section{
      "study.json",
      "Comments (`//`) may stand anywhere. A key that is not known is refused with the one that was meant.",
      {text("$schema", "For editors: the file that `payoff schema study` prints.", R"("study.schema.json")"),
       text("title", "Of the report.", R"("Support assistant, spring rollout")", "Untitled study"),
       text("question", "What was asked.", R"("Does the assistant shorten the handling of a ticket?")"),
       text("who", "Whom it is about.", R"("support agents")"),
       text("tool", "What was rolled out.", R"("the assistant")"),
       required(object(data_keys(), R"({"files": "tickets_*.csv"})")),
       object(columns_keys(), R"({"unit": "agent_id", "time": "week"})"),
       required(object(rollout_keys(), R"({"adopted_on": "assistant_since"})")),
       required(object(metric_keys(), R"([{"name": "minutes", "kind": "time", "unit": "minutes"}])", KeyType::objects)),
       object(method_keys(), R"({"name": "did"})"), object(money_keys(), R"({"hourly_cost": 48, "people": 420})"),
       choice("several_metrics", names_of(corrections),
              "How looking at several is allowed for: no false claim among them (Holm), or few among those made.",
              "holm"),
       whole("seed", "Of everything that is drawn.", 1, 0, 9e18),
       object(disclosure_keys(), R"({"run_by": "the analytics team", "independent": true})"),
       object(report_keys(), R"({"formats": ["html", "json"]})")}};
  return section;
}

}  // namespace payoff
