// The texts of a column's first rows, from which its form is found.
#pragma once

#include <string>
#include <vector>

#include "ingest/source/source.hpp"
#include "ingest/sql/time_form.hpp"

namespace payoff {

constexpr int sampled_rows = 20000;

struct SampledTexts {
  std::size_t rows = 0;
  std::vector<std::string> texts;
  std::vector<std::size_t> records{};  // of the texts, counted over all files; empty = not known
};

// column: as the study names it, sql: what reads it.
SampledTexts sample_of(OpenSource& source, const std::string& column, const std::string& sql);

// As common_form, at the places of the texts.
TimeForm form_of_sample(const OpenSource& source, const SampledTexts& sample, const std::string& column, TimeRole role,
                        const std::string& period);

}  // namespace payoff
