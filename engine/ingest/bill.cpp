#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "data/calendar.hpp"
#include "ingest/inputs.hpp"
#include "ingest/ledger.hpp"
#include "ingest/source/duckdb.hpp"
#include "ingest/sql/labels_sql.hpp"
#include "ingest/sql/time_column.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

constexpr const char* remedy_of_rows = "leave those rows out with \"where\", or mend them";

// The quantities that are added up: the amount, or those that have a price.
std::vector<std::string> quantities_of(const BillSource& bill) {
  if (!bill.amount.empty()) return {bill.amount};
  std::vector<std::string> quantities;
  for (const UnitPrice& price : bill.prices)
    if (std::ranges::find(quantities, price.quantity) == quantities.end()) quantities.push_back(price.quantity);
  return quantities;
}

// What else is added up, by its key.
struct Counted {
  const char* key;
  std::string BillSource::* column;
  double BilledMonth::* sum;
};
constexpr Counted all_counted[] = {{"bought", &BillSource::bought, &BilledMonth::bought},
                                   {"assigned", &BillSource::assigned, &BilledMonth::assigned},
                                   {"used", &BillSource::used, &BilledMonth::used}};

class BillReader {
 public:
  BillReader(const BillSource& bill, const Context& context)
      : bill_(bill), quantities_(quantities_of(bill)), open_(bill.source, text_columns(), {}, context) {
    for (const Counted& counted : all_counted)
      if (!(bill.*counted.column).empty()) counted_.push_back(counted);
  }

  LoadedBill read() {
    const ResultTable sums = open_.query(query());
    if (const std::vector<RejectedRow> unread = unparsed_rows(open_); !unread.empty())
      throw Error(
          ErrorKind::data, {.file = unread[0].file, .line = unread[0].line},
          fmt::format("rows of the bill that cannot be read: {}; the first {}", unread.size(), in_english(unread[0])),
          remedy_of_rows);
    LoadedBill loaded;
    std::map<std::pair<int, std::string>, BilledMonth> months;
    for (std::size_t row = 0; row < sums.rows; ++row) {
      require_whole(sums, row);
      const int month = static_cast<int>(sums["month"].integers[row]);
      const std::string unit = sums["unit"].valid[row] ? sums["unit"].texts[row] : "";
      BilledMonth& billed = months[{month, unit}];
      billed.month = month;
      billed.unit = unit;
      billed.amount += amount_of(sums, row);
      for (std::size_t i = 0; i < counted_.size(); ++i)
        billed.*counted_[i].sum += sums[fmt::format("q{}", quantities_.size() + i)].reals[row];
      loaded.rows += static_cast<std::size_t>(sums["n"].integers[row]);
    }
    if (months.empty()) throw open_.no_rows();
    for (auto& [unused, month] : months) loaded.months.push_back(std::move(month));
    loaded.inputs = inputs_of(open_, {});
    return loaded;
  }

 private:
  Place place(const std::string& key) const { return {.key = bill_.key + "." + key}; }

  std::set<std::string> text_columns() const {
    std::set<std::string> columns{bill_.month, bill_.label, bill_.unit, bill_.bought, bill_.assigned, bill_.used};
    columns.insert(quantities_.begin(), quantities_.end());
    return columns;
  }

  TimeColumn months() {
    try {
      return detect_time(open_, {.time = bill_.month, .period = "month"}, DatesSeen::all);
    } catch (const Error& error) {
      const bool of_key = error.place.key == "columns.time";
      throw Error(
          error.kind, of_key ? place("month") : error.place, error.finding,
          of_key ? error.remedy : "name a column of days or months in " + bill_.key + ".month, or SQL that makes one");
    }
  }

  // Sums by label and day, of decimals of nine places: exact, whatever the order of the rows.
  std::string query() {
    const TimeColumn time = months();
    const bool priced = bill_.amount.empty();
    const std::string label =
        priced && !bill_.label.empty()
            ? "CAST(" + label_expression(open_, bill_.label, rules_, place("label")) + " AS VARCHAR)"
            : "''";
    const std::string unit =
        bill_.unit.empty() ? "''"
                           : "CAST(" + label_expression(open_, bill_.unit, rules_, place("unit")) + " AS VARCHAR)";
    std::string columns;
    for (std::size_t i = 0; i < quantities_.size() + counted_.size(); ++i) {
      const std::string number = number_of(open_, {quantity(i), place(key_of(i))}, rules_).sql;
      const std::string sound = fmt::format("{0} > -1e18 AND {0} < 1e18", number);
      columns += fmt::format(
          ", CAST(sum(CASE WHEN {1} THEN CAST({0} AS DECIMAL(38, 9)) END) AS DOUBLE PRECISION) AS q{2}, count(CASE "
          "WHEN "
          "{0} IS NOT NULL AND NOT ({1}) THEN 1 END) AS bad{2}, count(CASE WHEN {0} IS NULL THEN 1 END) AS none{2}",
          number, sound, i);
    }
    const std::string day = priced && !time.date_sql.empty() ? fmt::format("CAST({} AS VARCHAR)", time.date_sql) : "''";
    return fmt::format(
        "SELECT {} AS label, CAST({} AS BIGINT) AS month, {} AS day, {} AS unit, count(*) AS n{} FROM {} AS source{} "
        "GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        label, time.period_sql, day, unit, columns, open_.relation(), rows_that_count());
  }

  // Those that are paid for, and behind them those that are only counted.
  const std::string& quantity(std::size_t i) const {
    return i < quantities_.size() ? quantities_[i] : bill_.*counted_[i - quantities_.size()].column;
  }
  std::string key_of(std::size_t i) const {
    if (i >= quantities_.size()) return counted_[i - quantities_.size()].key;
    return bill_.amount.empty() ? fmt::format("prices[{}].quantity", i) : "amount";
  }

  std::string rows_that_count() {
    const std::string where = as_number(open_, bill_.source.where);
    return where.empty() ? "" : " WHERE " + number_of(open_, {where, place("where")}, rules_).sql + " = 1";
  }

  [[noreturn]] void refuse(const std::string& finding, const std::string& remedy) const {
    throw Error(ErrorKind::data, open_.place(), fmt::format("the bill '{}': {}", bill_.name, finding), remedy);
  }

  void require_whole(const ResultTable& sums, std::size_t row) const {
    const std::int64_t n = sums["n"].integers[row];
    if (!sums["month"].valid[row]) refuse(fmt::format("rows without a month: {}", n), remedy_of_rows);
    for (std::size_t i = 0; i < quantities_.size() + counted_.size(); ++i) {
      const std::int64_t bad = sums[fmt::format("bad{}", i)].integers[row],
                         none = sums[fmt::format("none{}", i)].integers[row];
      if (bad > 0) refuse(fmt::format("cells of '{}' that are no numbers: {}", quantity(i), bad), remedy_of_rows);
      if (none > 0) refuse(fmt::format("rows without '{}': {}", quantity(i), none), remedy_of_rows);
    }
  }

  double amount_of(const ResultTable& sums, std::size_t row) const {
    if (!bill_.amount.empty()) return sums["q0"].reals[row];
    double amount = 0;
    for (std::size_t i = 0; i < quantities_.size(); ++i) {
      const double quantity = sums[fmt::format("q{}", i)].reals[row];
      if (quantity == 0) continue;
      const UnitPrice& price =
          price_of(quantities_[i], sums["label"].valid[row] ? sums["label"].texts[row] : "", day_of(sums, row));
      amount += quantity * price.price / price.per;
    }
    return amount;
  }

  static int day_of(const ResultTable& sums, std::size_t row) {
    const ResultColumn& day = sums["day"];
    if (const auto known = day.valid[row] ? parse_iso_date(day.texts[row]) : std::nullopt) return *known;
    return Calendar{PeriodKind::month}.first_day(static_cast<int>(sums["month"].integers[row]));
  }

  // The latest that holds on the day; one that names the label before one for all.
  const UnitPrice& price_of(const std::string& quantity, const std::string& label, int day) const {
    const UnitPrice* found = nullptr;
    const auto from = [](const UnitPrice& price) { return parse_iso_date(price.from).value_or(INT_MIN); };
    for (const UnitPrice& price : bill_.prices) {
      const bool of_all = price.label.empty();
      const bool of_other = !of_all && folded_text(price.label) != folded_text(label);
      if (price.quantity != quantity || from(price) > day || of_other) continue;
      const bool closer = !found || (found->label.empty() && !of_all);
      if (closer || (found->label.empty() == of_all && from(price) >= from(*found))) found = &price;
    }
    if (found) return *found;
    refuse(fmt::format("'{}'{} has no price on {}", quantity, label.empty() ? "" : " of '" + label + "'",
                       Calendar{PeriodKind::day}.label(day)),
           "add it to " + bill_.key + ".prices");
  }

  const BillSource& bill_;
  std::vector<std::string> quantities_;
  std::vector<Counted> counted_;
  OpenSource open_;
  const NumberRules rules_{bill_.source.decimal, missing_spellings(bill_.source.missing, bill_.source.not_missing)};
};

}  // namespace

LoadedBill load_bill(const BillSource& bill, const Context& context) {
  try {
    return BillReader(bill, context).read();
  } catch (const Error& error) {
    // What reads all tables speaks of the rows' own.
    const std::string data = "data.files";
    const std::size_t at = error.remedy.find(data);
    if (at == std::string::npos) throw;
    throw Error(error.kind, error.place, error.finding,
                std::string(error.remedy).replace(at, data.size(), bill.key + ".files"));
  }
}

}  // namespace payoff
