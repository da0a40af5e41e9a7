// Who, when, and with or without the tool.
#include "study/draft/guess.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "payoff/error.hpp"
#include "study/draft/guessing.hpp"
#include "study/draft/words.hpp"

namespace payoff {
namespace {

bool is_measure(const std::string& name) {
  return std::ranges::any_of(std::vector{Topic::duration, Topic::revenue, Topic::score, Topic::count},
                             [&](Topic topic) { return suggests(name, topic); });
}

// Timestamps at midnight.
bool is_of_days(Column c) {
  return c->low == std::floor(c->low) && c->high == std::floor(c->high);
}

}  // namespace

// The longest of those that may hold what people do.
void Guess::choose_rows() {
  std::optional<std::size_t> longest;
  for (std::size_t i = 0; i < survey_.tables().size(); ++i)
    if (kind_of(i) == ExportKind::outcomes && (!longest || survey_.tables()[i].rows > survey_.tables()[*longest].rows))
      longest = i;
  if (!longest)
    throw Error(
        ErrorKind::data, {.file = survey_.tables()[0].files[0]},
        fmt::format("is recognised as {}, and no file says what people did, but one must", known_[0]->format->name),
        "give the tickets, pull requests or sales, too: payoff init tickets.csv " + file_name(0));
  main_ = *longest;
  if (rows().rows == 0)
    throw Error(ErrorKind::data, {.file = rows().files[0]}, "there is a header but no rows", "export it again");
  plan_.files = rows().files;
  if (!known_[main_]) return;
  plan_.notes.push_back(fmt::format("{}: {}", file_name(main_), known_[main_]->format->name));
  for (const std::string& note : known_[main_]->format->notes) plan_.notes.push_back(note);
}

// Salesforce writes its ids with 18 letters in exports and with the first 15 of them in reports.
Column Guess::first_fifteen(Column c) {
  constexpr std::size_t whole = 18;
  const auto is_whole = [](const std::string& label) { return label.size() == whole; };
  if (c->content != Content::text || c->labels.empty() || !std::ranges::all_of(c->labels, is_whole)) return nullptr;
  SurveyedColumn& first = made_.emplace_back(*c);
  first.name = fmt::format("left({}, 15)", sql_of(c));
  first.text = fmt::format("left({}, 15)", c->text);
  first.is_part = true;
  return &first;
}

// By the values that two columns share: those of the table are its keys.
std::optional<Link> Guess::link_to(std::size_t table) {
  constexpr std::size_t fewest_keys = 3;
  constexpr double most = 0.8;
  std::optional<Link> best;
  double best_share = 0;
  for (const SurveyedColumn& key : survey_.tables()[table].columns) {
    if (!is_label(&key) || key.distinct != key.there || key.distinct < fewest_keys) continue;
    const Column short_key = first_fifteen(&key);
    for (const SurveyedColumn& column : rows().columns) {
      if (column.content != key.content || column.distinct < fewest_keys) continue;
      const auto consider = [&](Column of_rows, Column of_table) {
        const double known = survey_.share_found(main_, *of_rows, table, *of_table);
        const double seen = known > 0 ? survey_.share_found(table, *of_table, main_, *of_rows) : 0;
        if (std::max(known, seen) < most || known + seen <= best_share) return;
        best_share = known + seen;
        best = Link{table, of_rows, of_table, known < most};
      };
      const Column short_column = first_fifteen(&column);
      consider(&column, &key);
      if (short_column && !short_key) consider(short_column, &key);
      if (short_key && !short_column) consider(&column, short_key);
    }
  }
  return best;
}

void Guess::choose_links() {
  links_.reserve(survey_.tables().size());
  for (std::size_t table = 0; table < survey_.tables().size(); ++table) {
    if (table == main_) continue;
    if (kind_of(table) == ExportKind::bill) {
      add_bill(table);
      continue;
    }
    if (kind_of(table) == ExportKind::usage) {
      plan_.notes.push_back(fmt::format("{} is left out: a {} says who used the tool last, not since when",
                                        file_name(table), known_[table]->format->name));
      continue;
    }
    const std::optional<Link> link = link_to(table);
    if (!link) {
      plan_.notes.push_back(fmt::format("{} is left out: no column of it has one row for each value of {}",
                                        file_name(table), file_name(main_)));
      continue;
    }
    const std::vector<std::string>& files = survey_.tables()[table].files;
    links_.push_back(*link);
    plan_.joins.push_back({.name = std::filesystem::path(files[0]).stem().string(),
                           .source = {.files = files},
                           .on = {{link->of_rows->name, link->of_table->name}},
                           .keep_unmatched = link->lists_only_some});
  }
}

// A unit that with some date has at most one row; either may be known already.
bool Guess::choose_panel() {
  Column unit = nullptr, unit_time = nullptr;
  for (const SurveyedColumn& column : rows().columns) {
    if (unit_ && &column != unit_) continue;
    if (!is_label(&column) || column.there < rows().rows || 2 * column.distinct > rows().rows || column.distinct < 2)
      continue;
    if (column.content == Content::whole && is_measure(column.name)) continue;
    if (unit && !(suggests(column.name, Topic::unit) && !suggests(unit->name, Topic::unit))) continue;
    for (const SurveyedColumn& time : rows().columns) {
      if (time_ && &time != time_) continue;
      const bool counts = time.content == Content::whole && suggests(time.name, Topic::period) && time.distinct <= 1000;
      // Periods are shared by several, and have no clock, as moments of events do.
      const bool shared = 2 * time.distinct <= rows().rows && (time.content != Content::moment || is_of_days(&time));
      if (&time == &column || !shared || time.distinct < 2 || time.there < rows().rows || !(is_date(&time) || counts))
        continue;
      if (!survey_.is_key(main_, {&column, &time})) continue;
      unit = &column;
      unit_time = &time;
      break;
    }
  }
  if (!unit) return false;
  unit_ = unit;
  time_ = unit_time;
  events_ = false;
  return true;
}

// Moments of which each unit has many; either may be known already.
void Guess::choose_events() {
  if (!time_)
    for (const SurveyedColumn& column : rows().columns) {
      if (!is_date(&column) || 100 * column.there < 99 * rows().rows || column.distinct < 3) continue;
      if (!time_ || (suggests(column.name, Topic::begin) && !suggests(time_->name, Topic::begin))) time_ = &column;
    }
  for (const Link& link : links_)
    if (!unit_ && 2 * link.of_rows->distinct <= rows().rows) unit_ = link.of_rows;
  if (!unit_ && time_) unit_ = unit_of_events();
  events_ = unit_ && time_;
}

// Whom most events are of: a column of many labels that come again.
Column Guess::unit_of_events() {
  constexpr std::size_t fewest = 4, rows_each = 3;
  Column found = nullptr;
  for (const SurveyedColumn& column : rows().columns) {
    const bool named_so = suggests(column.name, Topic::unit) || suggests(column.name, Topic::key);
    const bool good = (column.content == Content::text || (is_number(&column) && named_so)) &&
                      column.distinct >= fewest && rows_each * column.distinct <= column.there &&
                      100 * column.there >= 95 * rows().rows && !suggests(column.name, Topic::count);
    if (!good) continue;
    const auto rank = [](Column c) { return std::pair(suggests(c->name, Topic::unit), c->distinct); };
    if (!found || rank(&column) > rank(found)) found = &column;
  }
  return found;
}

// As the answers say; else as the export's format does.
void Guess::take_unit_and_time() {
  const auto named = [&](const std::string& name) {
    if (const Column found = column_named(name)) return found;
    throw Error(ErrorKind::usage, {.file = rows().files[0]}, fmt::format("there is no column '{}'", name),
                "name one of the file with the rows");
  };
  if (known_[main_]) {
    unit_ = known_column(main_, known_[main_]->format->unit);
    time_ = as_moments(known_column(main_, known_[main_]->format->time));
    events_ = known_[main_]->format->events;
  }
  if (time_ && !is_date(time_)) time_ = nullptr;
  if (!answers_.unit.empty()) unit_ = named(answers_.unit);
  if (!answers_.time.empty()) time_ = named(answers_.time);
  if (unit_ && time_ && !known_[main_]) events_ = !survey_.is_key(main_, {unit_, time_});
}

void Guess::choose_unit_and_time() {
  take_unit_and_time();
  if (!(unit_ && time_) && !choose_panel()) choose_events();
  if (!unit_)
    for (const SurveyedColumn& column : rows().columns)
      if (!unit_ && is_label(&column) && column.distinct == rows().rows &&
          (column.content == Content::text || suggests(column.name, Topic::key)))
        unit_ = &column;
  plan_.events = events_;
  if (unit_) plan_.columns.unit = unit_->name, taken_.push_back(unit_);
  if (time_) plan_.columns.time = time_->name, taken_.push_back(time_);
  constexpr double eight_weeks = 56;
  if (events_) plan_.columns.period = time_->high - time_->low >= eight_weeks ? "week" : "day";
}

Plan guess_plan(Survey& survey, const DraftAnswers& answers) {
  return Guess(survey, answers).plan();
}

}  // namespace payoff
