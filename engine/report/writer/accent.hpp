// The study's own colour, where it names one, in place of the blue of the pages.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace payoff {

// Of two colours "#0b5394": (L1 + 0.05) / (L2 + 0.05), the lighter above, in 1 to 21 (WCAG 2.2). NaN for what is no colour.
double contrast(std::string_view one, std::string_view other);

// On light pages as it is; on dark ones mixed with white until words in it can be read there.
struct Accent {
  std::string light, dark;
};

// Nothing for what is no colour, or too pale for words on a white page (below 4.5 to 1).
std::optional<Accent> accent_of(std::string_view colour);

// The rules that put it into style.hpp; none without a colour.
std::string accent_style(std::string_view colour);

}  // namespace payoff
