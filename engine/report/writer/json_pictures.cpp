// Every figure of the report as a specification that Vega-Lite draws, for those who show the results elsewhere.
#include "report/document/text.hpp"
#include "report/writer/json.hpp"

namespace payoff {
namespace {

void add_pictures(const std::vector<Block>& blocks, Json& out) {
  for (const Block& block : blocks) {
    if (const auto* folded = std::get_if<Folded>(&block.content)) add_pictures(folded->blocks, out);
    const auto* figure = std::get_if<Figure>(&block.content);
    if (!figure || !figure->vega_lite) continue;
    Json picture{
        {"id", figure->id}, {"title", clean_utf8(figure->title)}, {"description", clean_utf8(figure->description)}};
    picture["vega_lite"] = figure->vega_lite();
    out.push_back(std::move(picture));
  }
}

}  // namespace

Json pictures_of(const Document& document) {
  Json out = Json::array();
  for (const Section& section : document.sections) add_pictures(section.blocks, out);
  return out;
}

}  // namespace payoff
