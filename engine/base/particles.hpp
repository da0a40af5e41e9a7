// Korean particles: which of two forms follows a word depends on the sound that it ends in.
//
// Source  The Hangul Syllables block of Unicode (a syllable's final consonant is its offset modulo 28); digits and the names
//         of Latin letters as they are read in Korean; Latin words by the ways in which their endings are written in Hangul
//         (National Institute of Korean Language, 외래어 표기법: "앱은", "로봇이", "툴로", but "어시스턴트는").
#pragma once

#include <string>
#include <string_view>

namespace payoff {

// Behind the word the form of this particle that fits: of 은, 이, 을, 과, 으로, 이라, 이었.
// What ends in nothing that is read (an emoji, another script) gets both: "은(는)". Throws std::logic_error for a particle
// that is not known.
std::string particle(std::string_view word, std::string_view with_consonant);

bool begins_in_hangul(std::string_view text);

// How a word ends, as it is read in Korean: what stands in brackets or quotes behind it is passed over.
enum class LastSound { vowel, rieul, consonant, unknown };
LastSound last_sound(std::string_view word);

}  // namespace payoff
