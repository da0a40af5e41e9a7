// The contracts of results.json and summary.json, as they lie in schemas/.
#include <schemas/files.hpp>

#include "payoff/portfolio.hpp"
#include "payoff/report.hpp"

namespace payoff {

std::string_view results_schema() {
  return results_schema_file;
}

std::string_view portfolio_schema() {
  return portfolio_schema_file;
}

}  // namespace payoff
