// How the page of a comparison looks, on screen and on paper. Left is blue and round, right is orange and
// three-cornered and dashed; the two colours differ in lightness as well.
#pragma once

namespace sacrum::sinks {

inline constexpr const char* kPageStyle = R"css(
:root { --left: #0b4f9e; --right: #d97706; --right-ink: #9a4a00; --ink: #1c2530; --quiet: #56616e; --rule: #d5dae0; --paper: #fff; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.2rem 1.4rem 2rem; max-width: 62rem; background: var(--paper); color: var(--ink);
       font: 16px/1.45 system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; }
h1 { font-size: 1.5rem; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
h3 { font-size: .92rem; margin: 0 0 .1rem; }
p { margin: .3rem 0; }
.what { color: var(--quiet); }
.trust { margin: .7rem 0; padding: .5rem .8rem; border-left: 5px solid var(--quiet); background: #f4f6f8; }
.trust.good { border-color: #2f7d4f; } .trust.usable { border-color: #b7791f; } .trust.poor { border-color: #b42318; }
.trust ul { margin: .2rem 0 0; padding-left: 1.2rem; }
.finding { font-size: 1.12rem; margin: .8rem 0 1rem; }
.pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); gap: .9rem 1.2rem; }
figure { margin: 0; break-inside: avoid; }
figcaption { font-size: .8rem; color: var(--quiet); }
svg { width: 100%; height: auto; display: block; }
.empty { border: 1px dashed var(--rule); padding: 2.2rem 1rem; text-align: center; color: var(--quiet); }
svg .grid { stroke: #e6e9ed; stroke-width: 1; }
svg text { font: 11px system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; fill: var(--ink); }
svg text.tick, svg text.note { fill: var(--quiet); }
svg text.strong { font-weight: 600; font-size: 12px; }
svg text.left { fill: var(--left); font-weight: 600; } svg text.right { fill: var(--right-ink); font-weight: 600; }
svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
svg .line.left { stroke: var(--left); } svg .line.right { stroke: var(--right); stroke-dasharray: 7 3; }
svg .line.faint { stroke-width: 1; opacity: .55; }
svg .line.interval { stroke-width: 5; opacity: .45; stroke-dasharray: none; }
svg .line.zero { stroke: #8b95a1; stroke-width: 1; }
svg .band { stroke: none; opacity: .2; } svg .band.left { fill: var(--left); } svg .band.right { fill: var(--right); }
svg .mark { stroke: #fff; stroke-width: .5; } svg .mark.left { fill: var(--left); } svg .mark.right { fill: var(--right); }
.legend { font-size: .85rem; margin: .2rem 0 .5rem; }
.left-key { color: var(--left); font-weight: 600; white-space: nowrap; } .right-key { color: var(--right-ink); font-weight: 600; white-space: nowrap; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .88rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .22rem .6rem .22rem 0; border-bottom: 1px solid var(--rule); vertical-align: top; }
thead th { border-bottom: 2px solid var(--ink); }
td small, .small { color: var(--quiet); font-size: .8rem; }
dl { font-size: .84rem; margin: 0; } dt { font-weight: 600; margin-top: .5rem; } dd { margin: 0; }
@media print {
  @page { size: A4; margin: 11mm 12mm; }
  body { padding: 0; max-width: none; font-size: 10pt; line-height: 1.3; }
  h1 { font-size: 15pt; } .finding { font-size: 11pt; margin: 2mm 0; } .trust { margin: 2mm 0; padding: 1.5mm 3mm; }
  .pictures { grid-template-columns: 1fr 1fr; gap: 2mm 5mm; }
  table { font-size: 7.8pt; } th, td { padding: .35mm 2mm .35mm 0; } td small, .small { font-size: 7.2pt; }
  h2 { margin: 3mm 0 1mm; break-after: avoid; } tr, dd { break-inside: avoid; } .scroll { overflow: visible; }
  h3 { font-size: 9pt; } figcaption { font-size: 7.5pt; } dl { font-size: 8pt; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)css";

}  // namespace sacrum::sinks
