// The case study on two pages, before it is HTML, a slide or Typst: all of them print this one, so none can say more than
// another. All text in here is plain and still hostile; the writers escape it.
#pragma once

#include <string>
#include <vector>

#include "report/document/document.hpp"

namespace payoff {

struct Brief {
  std::string language;
  std::string title, question;
  std::string headline;        // what changed
  std::string headline_range;  // "estimate 5.1, 95% CI 4.3 to 6.0"; may be empty
  // What it is worth, how sure we are, the catch, what next: what a reader asks first.
  std::vector<Card> answers;
  char grade = 'E';
  Figure picture;  // against what would have been without the tool; svg may be empty
  std::vector<Card> figures;
  std::vector<Figure> money;  // where a figure is claimed: how often what comes out, and from all of it to what is left
  Section problem, rolled_out;  // as the study tells them; no blocks: it does not
  std::string quote, quote_by;
  std::string color;
  std::string logo{};             // bytes of a picture
  std::vector<Section> sections;  // who and when; what else changed; how sure; what would make it surer; disclosure
  std::string imprint;
};

}  // namespace payoff
