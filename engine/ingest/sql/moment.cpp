#include "ingest/sql/moment.hpp"

#include <fmt/format.h>

#include "ingest/sql/date_format.hpp"
#include "ingest/sql/number_form.hpp"
#include "ingest/sql/sampled_texts.hpp"
#include "ingest/sql/time_sql.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

std::string seconds_of(const std::string& timestamp, const Dialect& dialect) {
  return "CAST(" + said(dialect.seconds, timestamp) + " AS DOUBLE PRECISION)";
}

// Empty for what is no moment.
std::string seconds_sql(TimeForm form, const std::string& text, const Dialect& dialect) {
  const auto cast = [&](std::string_view type) { return fmt::format("{}({} AS {})", dialect.try_cast, text, type); };
  constexpr int excel_day_of_1970 = 25569;
  switch (form) {
    case TimeForm::timestamp:
      return seconds_of(cast("TIMESTAMP"), dialect);
    case TimeForm::zoned:
    case TimeForm::midnight:
      return seconds_of(cast("TIMESTAMP WITH TIME ZONE"), dialect);
    case TimeForm::date:
    case TimeForm::compact_date:
      return seconds_of("CAST(" + date_sql(form, text, true, "", dialect) + " AS TIMESTAMP)", dialect);
    case TimeForm::excel_day:
      return fmt::format("(({} - {}) * 86400)", cast("DOUBLE PRECISION"), excel_day_of_1970);
    case TimeForm::epoch_seconds:
      return cast("DOUBLE PRECISION");
    case TimeForm::epoch_milliseconds:
      return "(" + cast("DOUBLE PRECISION") + " / 1000)";
    default:
      return {};
  }
}

}  // namespace

MomentColumn moment_of(OpenSource& source, const std::string& name_or_sql, const Place& place, TimeRole role,
                       const NumberRules& rules) {
  const std::string text = trimmed("CAST(" + label_expression(source, name_or_sql, rules, place) + " AS VARCHAR)");
  MomentColumn moment{.seconds_sql = "CAST(NULL AS DOUBLE PRECISION)",
                      .text_sql = fmt::format("CASE WHEN {} THEN {} END", is_there(text, rules.missing), text),
                      .form = "a time"};
  const SampledTexts sample = sample_of(source, name_or_sql, moment.text_sql);
  if (sample.texts.empty()) return moment;
  if (!any_known_form(sample.texts)) {
    const std::string format = date_format_of(source, name_or_sql, moment.text_sql, role);
    if (!format.empty()) {
      moment.seconds_sql = seconds_of(parsed_time(moment.text_sql, format), source.dialect());
      moment.days_only = format.find(':') == std::string::npos;
      moment.form = "a time like " + format;
      return moment;
    }
  }
  const TimeForm form = form_of_sample(source, sample, name_or_sql, role, "");
  const std::string seconds = seconds_sql(form, moment.text_sql, source.dialect());
  if (seconds.empty())
    throw Error(ErrorKind::data, place, fmt::format("{} holds {}, but must hold moments", name_or_sql, name_of(form)),
                "name a column of dates or timestamps");
  moment.seconds_sql = seconds;
  moment.days_only = form == TimeForm::date || form == TimeForm::compact_date;
  moment.form = name_of(form);
  return moment;
}

}  // namespace payoff
