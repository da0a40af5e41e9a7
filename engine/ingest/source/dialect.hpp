// Where the SQL of databases differs. All other SQL that payoff writes is standard.
#pragma once

#include <string_view>

namespace payoff {

struct Dialect {
  std::string_view sum, mean;       // of doubles, with as little rounding as the database can
  std::string_view integer_divide;  // of integers, toward zero
  bool is_duckdb;                   // its functions and its reading of an expression may be asked for
  std::string_view try_cast;        // NULL for a text that is no such value, where the database can
};

inline constexpr Dialect duckdb_dialect{"fsum", "favg", "//", true, "TRY_CAST"};
inline constexpr Dialect standard_dialect{"sum", "avg", "/", false, "CAST"};

}  // namespace payoff
