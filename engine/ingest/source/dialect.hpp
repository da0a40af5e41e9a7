// Where the SQL of databases differs. All other SQL that payoff writes is standard.
#pragma once

#include <string_view>

namespace payoff {

struct Dialect {
  std::string_view sum;             // of doubles, exact as can be
  std::string_view integer_divide;  // of integers, toward zero
  std::string_view try_cast;        // NULL for a text that is no such value, where the database can
};

inline constexpr Dialect duckdb_dialect{"fsum", "//", "TRY_CAST"};
inline constexpr Dialect standard_dialect{"sum", "/", "CAST"};

}  // namespace payoff
