// The case study laid out for reading, before it is HTML or Markdown: both forms render this one document, and neither
// leaves anything out without saying where it is. All text in here is plain and still hostile; the renderers escape it.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <variant>
#include <vector>

#include "payoff/report.hpp"

namespace payoff {

struct Column {
  std::string heading;
  bool numeric = false;  // set flush right
};

struct Table {
  std::string caption;
  std::vector<Column> columns;
  std::vector<std::vector<std::string>> rows;  // (rows) of as many cells as there are columns
  std::string id{};                            // what its file is called in every language; empty: as its caption
};

struct Heading {
  std::string text;
};

struct Paragraph {
  std::string text;
};

struct List {
  std::vector<std::string> items;
};

// A chart and the numbers it shows. svg is markup made by chart.hpp, already escaped; vega_lite makes the same chart as JSON,
// which only one form of the report wants.
struct Figure {
  std::string title, caption, svg;
  Table numbers;
  std::string id{}, description{};
  std::function<nlohmann::ordered_json()> vega_lite{};  // where there is a chart
};

struct Listing {
  std::string language, text;
};

struct Block;

// Detail that the reader opens; Markdown and print say where it is.
struct Folded {
  std::string summary;
  std::vector<Block> blocks;
  std::string id{};  // with which the names of its tables' files begin in every language; empty: with the summary
};

struct Block {
  std::variant<Heading, Paragraph, List, Table, Figure, Listing, Folded> content;
};

struct Section {
  std::string id, title;
  std::vector<Block> blocks;
};

struct Card {
  std::string label, value, note;
};

// A claim as it is printed.
struct Statement {
  ClaimKind kind;
  std::string text;
};

// The first screen, then the sections.
struct Document {
  std::string language, title, question;
  std::string color;              // of the study, "#0b5394"; may be empty
  std::string headline;           // the claim, set large
  std::string headline_rest;      // " (interval, against what, when, n, grade).", in the same sentence
  std::vector<Statement> claims;  // those that follow the headline
  char grade = 'E';
  std::string grade_text;
  std::vector<Card> cards;
  std::string cards_note;
  std::vector<Section> sections;
  std::string imprint;
};

}  // namespace payoff
