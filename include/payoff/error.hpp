// What goes wrong, said so that a person can mend it.
//
// Every failure that ends a run is a payoff::Error. Its text is one line,
//
//     <place>: <name> is <value>, but must be <rule>; <remedy>
//
// where <place> is a line of a file ("tickets.csv:17"), a key of the study
// ("study.json:$.metrics[0].kind") or a function. An estimate that ran but
// cannot be trusted is not an Error: it is an Effect with usable = false.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace payoff {

// The kind is the exit code of the program.
enum class ErrorKind {
  internal = 1,  // a defect in payoff itself
  usage = 2,     // the command line or the study file
  source = 3,    // a file or database that cannot be read or written
  data = 4,      // rows that contradict the study
  method = 5,    // a question that the named method cannot answer
};

// Where the fault lies: a key of the study, a file or one of its lines, or a function. What is not known is empty.
struct Place {
  std::string key{};       // "metrics[0].kind"
  std::string file{};      // "tickets.csv"; of a key: the study file, where the study came from one
  std::size_t line = 0;    // of the file, from 1; 0 = all of it
  std::string function{};  // "regress"
  std::string argument{};  // of the function, where one alone is at fault: "scale"

  std::string text() const;  // as messages begin; "" for nowhere
};

class Error : public std::runtime_error {
 public:
  // what: the finding ("column 'wek' is not in the data"); remedy may be empty.
  Error(ErrorKind kind, Place place, const std::string& what, std::string remedy = "");

  // The same finding at a place that its reader knows better.
  Error at(Place better) const;

  ErrorKind kind;
  Place place;
  std::string finding;
  std::string remedy;  // what to do about it
  std::string told;    // as what(), in the language of the documents: there a refusal may be a result
};

}  // namespace payoff
