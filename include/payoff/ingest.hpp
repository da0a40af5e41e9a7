// From files and databases to a panel, with every row accounted for.
//
// ingest writes one SQL query that sums the metrics by unit and period (or by
// unit and phase) where the data live, and fetches only the sums. Rows never
// leave the database. The ledger says what became of each row that was read:
//
//     rows_read = rows_used + rows_rejected + rows_filtered
//
// Example
//     payoff::Source source{.files = {"tickets_*.csv"}};
//     payoff::Columns columns{.unit = "agent_id", .time = "week"};
//     payoff::Rollout rollout{.group = "arm", .treated = "B"};
//     auto loaded = payoff::load(source, columns, rollout, metrics, payoff::Grain::periods);
//
// Throws  Error(source): a file or database that cannot be read.
//         Error(data): duplicate keys, a unit in two groups, too many rejected rows.
//         Error(usage): a column that is not there (did you mean ...).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "payoff/context.hpp"
#include "payoff/estimate.hpp"
#include "payoff/facts.hpp"
#include "payoff/frame.hpp"
#include "payoff/panel.hpp"

namespace payoff {

struct Join;

// What a frame of the rows is called; one that is looked up has the name of its join.
inline constexpr std::string_view rows_frame = "data";

// Where the rows are: files read by the embedded DuckDB, columns in memory, or a
// table or query of any database with an ADBC driver.
struct Source {
  std::vector<std::string> files;  // paths or globs; format by ending unless named
  std::string format;  // "csv", "parquet", "json", "workbook"; empty = by the file's ending, a workbook by its content
  std::string delimiter;                              // CSV; empty = found out
  std::string decimal;                                // mark, "." or ","; empty = found out, in each column
  std::string driver;                                 // ADBC driver: path, name or manifest; empty = DuckDB
  std::map<std::string, std::string> driver_options;  // for the driver, e.g. {"uri", "..."}; ${NAME} = environment
  std::string table;                                  // table or view of that database
  std::string query;                                  // or a SELECT of that database, in its own SQL
  // A folder that the files must lie below, for a study from a stranger: it can name no database then, and its
  // expressions can ask no table and get little memory. Empty = trusted. Whatever it is, DuckDB reads the named files
  // only, writes none and changes no setting.
  std::string confined_to{};
  // Cells that hold no value, beside the usual spellings (NA, null, -, ...), and spellings that do hold one.
  std::vector<std::string> missing{}, not_missing{};
  std::vector<std::string> first_statements{};  // that the database is told before it is asked anything
  double timeout_seconds = 0;                   // that one question to the database may take; 0 = any
  std::string sheet{};       // of a workbook: a name, "*" = all with rows; empty = the only one with rows
  std::string range{};       // of each sheet: "A3:H200", "A:H"; empty = all cells
  std::string rows{};        // of JSON: the path of the list that the rows are, "data.items"; empty = found out
  std::string where{};       // SQL of the rows that count; empty = all
  bool keep_totals = false;  // else rows of "Total" are left out
  // An experiment is summed to the moments of its arms, and of each label of its segments, where the data live: see
  // Panel::moments. It has no time, cluster, covariate or use of the tool then.
  bool moments = false;
  std::vector<Join> joins;  // tables that the rows look something up in
  // Each row is an event, so that a unit without any in a period has none, and not an unknown number. Not said = where a
  // metric counts, or measures what passes between two times.
  std::optional<bool> events{};
  Frame frame{};  // the table itself, in place of files
};

// A table, of files or of the same database, with one row for each key: a roster of who got the tool when. Its columns
// are roster.team, and team where no other table has one. Keys join as labels do, whatever their case and outer blanks.
struct JoinKey {
  std::string of_rows, of_table;  // column or SQL expression of either
};
struct Join {
  std::string name;  // "roster"
  Source source;     // has no joins of its own
  std::vector<JoinKey> on;
  bool keep_unmatched = false;  // else rows without a partner are left out
};

// Every entry is a column name or a SQL expression of the source.
struct NamedExpression {
  std::string name;
  std::string expression;
  std::string key{};  // of the study, where messages shall say so: "metrics[0].covariates"
};

struct Columns {
  std::string unit;         // who: one value per person, team, ticket ...; empty = every row is a unit
  std::string time;         // when; empty = no time
  std::string period;       // "day", "week", "month", "quarter", "integer"; empty = found out
  std::string time_format;  // strptime format of a text time column; empty = ISO 8601
  std::string timezone;     // IANA zone in which timestamps are cut into periods; empty = UTC. Those without a zone are
                            // UTC; where all of them are at midnight they are dates, and stay
  int week_starts_on = 0;   // 1 = Monday ... 7 = Sunday; 0 = the weekday of weekly dates, else Monday
  std::string cluster;
  std::string uptake;  // did the unit use the tool in this row: 0/1 or a share
  std::vector<NamedExpression> segments;
  std::vector<NamedExpression> covariates;
  std::string metric_name, metric_value;  // long layout: the columns that hold name and value
  bool labels_as_written = false;         // else those that differ in case and blanks only are one
  bool keep_partial_periods = false;  // else the first and the last are left out where the data cover them only in part
  // Of events: when a unit is under observation, and so has none in a period without any: dates of the row or of what it
  // looks up (hired, left), empty = not yet over. Not named = from its first to its last event.
  std::string observed_from{}, observed_to{};
};

// Who got what when. adopted_on alone; or date, group or both.
struct Rollout {
  std::string group;       // column or expression
  std::string treated;     // its value for the units with the tool
  std::string comparison;  // its value for those without; empty = every other value
  std::string date;        // when the tool was switched on, e.g. "2025-03-03", in the form of the time column
  std::string
      adopted_on;  // column with each unit's own date; empty, "never", or 0 and 1900-01-01 far from the data = never
  bool randomized = false;    // a lot decided who got it
  bool dates_by_lot = false;  // and when each began
  double split = 0;           // share of units that the lot was to give the tool; 0 = not said
  std::string unaffected{};   // column of yes and no, or SQL: without the tool, and out of its reach; empty = not said
  std::vector<OtherEvent> events{};
};

// How several rows of one unit and period become one. count: rows in which the value is there, or all; distinct: different
// values; share: of values that are 0 or 1; none: they are an error. A mean whose metric says per what it is (per_label:
// "ticket"), or of durations, is the sum over all rows divided by their number.
enum class Aggregate { none, sum, mean, share, min, max, median, count, distinct };
inline constexpr Aggregate aggregates[] = {Aggregate::sum, Aggregate::mean,   Aggregate::share, Aggregate::min,
                                           Aggregate::max, Aggregate::median, Aggregate::count, Aggregate::distinct};
std::string_view name(Aggregate aggregate);  // "sum"; "none"

struct MetricSource {
  Metric metric;
  std::string value;  // column or SQL expression; empty = the metric's name (of a count: every row)
  std::string per;    // denominator of a ratio metric: column or SQL expression
  Aggregate aggregate = Aggregate::none;
  std::string where{};  // SQL of the rows that count for this metric; empty = all
  // Columns or SQL of two times: the value is what passes between them, in the metric's unit. Without the second the row
  // is still open, and not short.
  std::string from{}, to{};
};

// Whether a unit without rows in a period has none of what the metric counts or sums up, and not an unknown value; and
// whether any metric is so.
bool counts_zero(const Source& source, const std::vector<MetricSource>& metrics, std::size_t metric);
bool counts_zeros(const Source& source, const std::vector<MetricSource>& metrics);

struct RejectedRow {
  std::string file;
  std::size_t line = 0;  // 0 = the source has no lines
  std::string column, text, reason;
  std::string in_english{};  // the reason, for errors; empty = as it is
};

enum class RowOutcome { rejected, filtered };
std::string_view name(RowOutcome outcome);  // "rejected"

struct LedgerReason {
  RowOutcome outcome;
  std::string reason;
  std::size_t rows = 0;
  std::string in_english{};  // the reason, for errors; empty = as it is
  bool valueless = false;    // they are good rows, and hold nothing of what the study measures
};

struct Ledger {
  std::size_t rows_read = 0, rows_used = 0, rows_rejected = 0, rows_filtered = 0;
  std::size_t units = 0, periods = 0;
  std::vector<LedgerReason> reasons;
  std::vector<RejectedRow> rejected;
  std::vector<std::string> notes;  // what was read otherwise than it is written
};

struct Input {
  std::string name;
  std::string sha256;  // empty for a database, for columns in memory and for files over 64 MB
  std::size_t bytes = 0;
  std::string
      read_as{};  // how it was made readable: "converted from UTF-16", "without its first line sep=;"; empty = as it is
  std::optional<std::size_t> rows{};  // read from it; not known apart for each of several files
};

// What tells the treated rows from the others, so that a reader can check the coding.
struct Coding {
  std::string text;  // "treated: 136 rows where ai_treatment is 1; comparison: 110 rows where it is 0"
  struct Difference {
    std::string column;
    double mean_treated = 0, mean_comparison = 0;
    double standardized = 0;  // (treated - comparison) / pooled sd
  };
  std::vector<Difference> differences;  // other numeric columns, largest |standardized| first, at most five
};

// What a column of the study was taken for, and why.
struct ColumnReading {
  std::string role, column, read_as;  // "metric minutes", "minutes", "durations, by all of its cells"
};

struct Loaded {
  Panel panel;
  Ledger ledger;
  Coding coding;
  int rollout_period = never;        // first period with the tool anywhere; never = not dated
  std::vector<OtherEvent> events{};  // as Rollout::events, with their distance from the rollout
  std::vector<Input> inputs;
  std::vector<std::string> sql;
  std::vector<ColumnReading> readings;
};

// Most rows that may be rejected, as a share of those read, before load refuses.
inline constexpr double default_rejected_limit = 0.01;

// Counts and lists, but does not throw for, rejected rows; see require_acceptable. The database works on
// context.threads, and is interrupted where *context.cancel says so (where its driver can be; Cancelled).
Loaded load(const Source& source, const Columns& columns, const Rollout& rollout,
            const std::vector<MetricSource>& metrics, Grain grain, const Context& context = {});

// Throws Error(data) when more than `limit` of the rows were rejected.
void require_acceptable(const Ledger& ledger, double limit);

// Throws Error(data) when more rows were read; 0 = any number may be.
void require_at_most(const Ledger& ledger, std::size_t rows);

// The library of DuckDB that this process is to use, where a host brings its own: to be said before anything is read, once.
void use_duckdb(const std::string& library);

// Removes what an unfinished load has left in the temporary folder; for signal handlers' threads.
void discard_temporary_files() noexcept;

// Of a bill that has no amounts: what one quantity costs from a day on, until the next price of the same label and quantity.
struct UnitPrice {
  std::string quantity;  // column or SQL: "input_tokens"
  double price = 0;      // currency, for `per` of it
  double per = 1;
  std::string label{};  // of BillSource::label: "model-a"; empty = every row
  std::string from{};   // "2025-01-01"; empty = from the beginning
};

// What was paid for the tool, as it was billed.
struct BillSource {
  std::string name;  // "licences"
  std::string key;   // where the study says it: "money.bills[0]"
  Source source;
  std::string month;   // column or SQL of a day, or of a month
  std::string amount;  // column or SQL, currency; empty = by the prices
  std::string label;   // column or SQL that tells what is priced; only with prices
  std::vector<UnitPrice> prices;
  std::string unit{};                        // column or SQL: whom it is for, as Columns::unit; empty = not said
  std::string bought{}, assigned{}, used{};  // columns or SQL: of what is paid for, added up; empty = not said
};

struct BilledMonth {
  int month = 0;       // as a calendar of months numbers them
  std::string unit{};  // whom it is for; empty where no unit is asked for
  double amount = 0;   // currency; to the billionth, added up without error
  double bought = 0, assigned = 0, used = 0;
};

struct LoadedBill {
  std::vector<BilledMonth> months;  // ascending, then by unit; those without a row are not there
  std::size_t rows = 0;
  std::vector<Input> inputs;
};

// Throws Error(source) as load(); Error(data) for a row without a month or an amount, an amount that is no number, and a label
// or a day that has no price: a bill that is read in part is a wrong bill.
LoadedBill load_bill(const BillSource& bill, const Context& context = {});

}  // namespace payoff
