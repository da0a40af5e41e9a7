// Which studies a batch is made of, and what each is called.
#pragma once

#include <string>
#include <vector>

#include "payoff/study.hpp"

namespace payoff {

struct BatchStudy {
  std::string name;  // of its folder, unlike every other
  std::string path;
  TemplateValues values;
};

// What --for said: "client=acme,globex" is a study for each; a CSV file, one for each row, its header naming what stands
// in braces. Several are taken with one another. Throws Error(usage, source or data).
std::vector<TemplateValues> template_values(const std::vector<std::string>& options);

// Files as they are; of a folder every .json below it that is a study, or that cannot be read, which its run will say.
// A study that names a value in braces is one for each. output: where results are written; there is no study in it.
// Throws Error(source): a path leads nowhere; Error(usage): there is none; two would be written to one folder.
std::vector<BatchStudy> batch_studies(const std::vector<std::string>& inputs, const std::vector<std::string>& options,
                                      const std::string& output);

}  // namespace payoff
