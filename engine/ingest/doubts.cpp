#include "ingest/doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "ingest/ledger.hpp"
#include "ingest/source/duckdb.hpp"

namespace payoff {

void require_one_header(OpenSource& source, const Ledger& ledger) {
  constexpr std::size_t most_columns = 200;
  const std::vector<std::string> names = source.own_columns();
  if (!source.is_csv() || ledger.rows_rejected == 0 || names.size() > most_columns) return;
  const std::string list = sql_texts(names);
  std::string all_names, in_order;
  for (const std::string& name : names) {
    all_names += fmt::format("{}list_contains([{}], trim({}))", all_names.empty() ? "" : " AND ", list, sql_name(name));
    in_order += fmt::format("{}trim({}) = {}", in_order.empty() ? "" : " AND ", sql_name(name), sql_text(name));
  }
  const ResultTable found = source.query(fmt::format("SELECT 1 AS one FROM {} AS source WHERE {} AND NOT ({}) LIMIT 1",
                                                     source.text_relation(), all_names, in_order));
  if (found.rows > 0)
    throw Error(ErrorKind::data, source.place(),
                "a second header stands among the rows, with its columns in another order than the first",
                "split the file there: files of one pattern may have their columns in any order");
}

std::vector<std::string> rows_in_two_files(OpenSource& source, const std::vector<MetricSource>& metrics) {
  constexpr std::uintmax_t most_compared_bytes = 64 << 20;
  std::vector<std::string> notes;
  const bool sums =
      std::ranges::any_of(metrics, [](const MetricSource& metric) { return metric.aggregate != Aggregate::none; });
  if (!sums || source.csv_files.size() < 2) return notes;
  std::uintmax_t bytes = 0;
  for (const ReadableFile& file : source.csv_files) bytes += std::filesystem::file_size(file.path);
  if (bytes > most_compared_bytes) return notes;
  for (std::size_t i = 1; i < source.csv_files.size(); ++i) {
    const ReadableFile &one = source.csv_files[i - 1], &other = source.csv_files[i];
    const ResultTable found =
        source.query(fmt::format("SELECT count(*) AS n FROM (SELECT * FROM {} INTERSECT SELECT * FROM {}) AS shared",
                                 source.text_relation({one.path}), source.text_relation({other.path})));
    if (const std::int64_t rows = found["n"].integers[0]; rows > 0)
      notes.push_back(
          say(MessageId::note_in_two_files, {{"rows", format_count(rows)}, {"one", one.name}, {"other", other.name}}));
  }
  return notes;
}

std::vector<std::string> far_periods(const Panel& panel, const std::set<int>& periods) {
  constexpr int far_spans = 3;  // so many times what the others span
  std::vector<std::string> notes;
  if (periods.size() < 4) return notes;
  const int first = *periods.begin(), second = *std::next(periods.begin()), last = *periods.rbegin(),
            before_last = *std::next(periods.rbegin());
  const auto note = [&](int period) {
    notes.push_back(say(MessageId::note_far_period, {{"period", spoken(panel.calendar, period)}}));
  };
  if (second - first > far_spans * (last - second + 1)) note(first);
  if (last - before_last > far_spans * (before_last - first + 1)) note(last);
  return notes;
}

Error with_rejections(const Error& error, const Ledger& ledger) {
  const auto rejected = [](const LedgerReason& reason) {
    return reason.outcome == RowOutcome::rejected ? reason.rows : std::size_t{0};
  };
  const auto most = std::ranges::max_element(ledger.reasons, {}, rejected);
  if (error.kind != ErrorKind::data || most == ledger.reasons.end() || rejected(*most) == 0) return error;
  return {error.kind, error.place,
          fmt::format("{}; {} of {} rows were rejected, {} of them since {}", error.finding, ledger.rows_rejected,
                      ledger.rows_read, rejected(*most), in_english(*most)),
          error.remedy};
}

}  // namespace payoff
