/** How the page looks, in the light and in the dark, on a screen and on paper. */
export const style = `
:root { color-scheme: light dark; --faint: #667; --line: #ccd; --ground: #f6f6f9; --error: #b3261e; --warning: #8a5a00; --note: #0b6b74; --good: #1d6b2f; }
@media (prefers-color-scheme: dark) { :root { --faint: #99a; --line: #445; --ground: #22232b; --error: #ff8a80; --warning: #e6b450; --note: #6fd3dc; --good: #7fd693; } }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 0 1rem 4rem; }
h1 { font-size: 1.3rem; }
h2 { font-size: 1rem; margin: 0 0 .3rem; overflow-wrap: anywhere; }
header { position: sticky; top: 0; background: Canvas; border-bottom: 1px solid var(--line); padding-bottom: .5rem; }
header p { margin: 0 0 .5rem; }
form { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; }
.finding { border-bottom: 1px solid var(--line); padding: 1rem 0; content-visibility: auto; contain-intrinsic-size: auto 20rem; }
p { margin: .3rem 0; overflow-wrap: anywhere; }
pre { background: var(--ground); border-radius: 4px; margin: .4rem 0; overflow-x: auto; padding: .4rem .6rem; font: 13px/1.45 ui-monospace, monospace; }
pre.text { white-space: pre-wrap; }
code { font: 13px ui-monospace, monospace; color: var(--faint); }
.number { color: var(--faint); user-select: none; }
.severity.error { color: var(--error); } .severity.warning { color: var(--warning); } .severity.note { color: var(--note); }
mark { background: none; color: inherit; text-decoration: underline wavy var(--error); text-underline-offset: 3px; }
ol.path pre { margin: .1rem 0 .4rem; }
.mend b, ins { color: var(--good); } del { color: var(--error); } ins, del { text-decoration: none; }
svg.picture { max-width: 100%; height: auto; display: block; margin: .5rem 0; }
svg rect { fill: var(--ground); stroke: var(--line); }
svg text { fill: CanvasText; font: 12px system-ui, sans-serif; } svg .place, svg .column { fill: var(--faint); font-size: 11px; }
svg path { fill: none; stroke: var(--faint); } svg path.head { fill: var(--faint); stroke: none; }
table { border-collapse: collapse; margin: 1rem 0; } td, th { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; overflow-wrap: anywhere; }
[hidden] { display: none; }
@media print { header { position: static; } form { display: none; } }
`;
