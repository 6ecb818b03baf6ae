/** Shows the findings that the filters leave, keeps the filters in the address, and opens the text of a rule that is asked for. */
export const script = `
const form = document.getElementById("filters");
const sections = [...document.querySelectorAll(".finding")];
const texts = sections.map((section) => section.textContent.toLowerCase());
function show() {
  const asked = new FormData(form);
  const severities = asked.getAll("severity");
  const rule = asked.get("rule");
  const words = asked.get("words").toLowerCase().split(/\\s+/).filter((word) => word !== "");
  let count = 0;
  sections.forEach((section, index) => {
    const { dataset } = section;
    const fits = severities.includes(dataset.severity) && (rule === "" || rule === dataset.rule)
      && words.every((word) => texts[index].includes(word));
    section.hidden = !fits;
    if (fits) count += 1;
  });
  document.getElementById("shown").textContent = count + " of " + sections.length + " shown";
  document.getElementById("none").hidden = count > 0;
}
function openRule() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
form.addEventListener("input", show);
form.addEventListener("submit", (event) => event.preventDefault());
addEventListener("hashchange", openRule);
show();
openRule();
`;
