// What goes wrong, said so that a person can mend it.
//
// Every failure that ends a run is a payoff::Error. Its text is one line,
//
//     <where>: <name> is <value>, but must be <rule>; <remedy>
//
// where <where> is a file and line ("tickets.csv:17"), a JSON path
// ("study.json:$.metrics[0].kind") or a function. An estimate that ran but
// cannot be trusted is not an Error: it is an Effect with usable = false.
#pragma once

#include <stdexcept>
#include <string>

namespace payoff {

// The kind is the exit code of the program.
enum class ErrorKind {
  internal = 1,  // a defect in payoff itself
  usage = 2,     // the command line or the study file
  source = 3,    // a file or database that cannot be read or written
  data = 4,      // rows that contradict the study
  method = 5,    // a question that the named method cannot answer
};

class Error : public std::runtime_error {
 public:
  // what: the finding ("column 'wek' is not in the data"); remedy may be empty.
  Error(ErrorKind kind, std::string where, const std::string& what, std::string remedy = "");

  ErrorKind kind;
  std::string where;   // may be empty
  std::string remedy;  // what to do about it
};

}  // namespace payoff
