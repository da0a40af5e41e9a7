// Which studies a batch is made of, and what each is called.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "payoff/study.hpp"

namespace payoff {

struct BatchStudy {
  std::string name;  // of its folder, unlike every other
  std::string path;
  TemplateValues values;
};

// Of what --for said: a list of values, and no file?
bool lists_values(const std::string& option);

// Without links and dots, whether it is there or not.
std::filesystem::path whole_path(const std::filesystem::path& path);

// Files as they are; of a folder every .json below it that is a study, or that cannot be read, which its run will say.
// A study that names a value in braces is one for each; options: "client=acme,globex", or a CSV file whose header names
// what stands in braces, and each of whose rows is a study. output: where results are written; there is no study in it.
// Throws Error(source): a path leads nowhere; Error(data): no CSV; Error(usage): there is none; two would be written to one folder.
std::vector<BatchStudy> batch_studies(const std::vector<std::string>& inputs, const std::vector<std::string>& options,
                                      const std::string& output);

}  // namespace payoff
