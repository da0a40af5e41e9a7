// The language in which a thread says things: English, but while a Speaking lives. Like the locale of a thread, so that
// what makes a sentence needs not be told by everyone on the way to it in which language the report is.
#pragma once

namespace payoff {

class Language;

const Language& language_here();

// From here to the end of the scope, on this thread and on those to which for_each_chunk() gives its work.
class Speaking {
 public:
  explicit Speaking(const Language& language);
  ~Speaking();
  Speaking(const Speaking&) = delete;
  Speaking& operator=(const Speaking&) = delete;

 private:
  const Language* before_;
};

}  // namespace payoff
