// effects.parquet: the rows of effects.csv with their types, and texts as they are.
#include "ingest/parquet.hpp"

#include "report/writer/renderers.hpp"

namespace payoff {

std::string render_parquet(const CaseStudy& study) {
  std::vector<std::pair<std::string, std::string>> columns;
  for (const EffectsColumn& column : effects_columns()) columns.emplace_back(column.name, column.type);
  return parquet_of(effects_json_lines(study), columns);
}

}  // namespace payoff
