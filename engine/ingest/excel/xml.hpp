// A part of a workbook as a stream of elements.
#pragma once

#include <functional>
#include <string_view>

#include "ingest/excel/zip.hpp"
#include "payoff/context.hpp"

namespace payoff {

// Names are without their prefix: "sheet" of <x:sheet>.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** names_and_values) : list_(names_and_values) {}
  std::string_view operator[](std::string_view name) const;  // empty where it is not there

 private:
  const char** list_;
};

struct XmlElements {
  std::function<void(std::string_view name, const XmlAttributes& attributes)> begin;
  std::function<void(std::string_view name)> end = [](std::string_view) {};
  std::function<void(std::string_view text)> text = [](std::string_view) {};
};

// Throws Error(data) for what is no XML, and for a document type, which no workbook has; and what a function throws.
void for_each_element(Zip& zip, const std::string& part, const XmlElements& elements, const Context& context);

}  // namespace payoff
