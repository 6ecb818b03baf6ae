import { strictEqual } from "node:assert";
import { test } from "node:test";
import { nearestName } from "#base";

const names = ["build", "plan", "prove", "explain"];

test("the name that was probably meant", () => {
  strictEqual(nearestName("biuld", names), "build");
  strictEqual(nearestName("Plan", names), "plan");
  strictEqual(nearestName("EXPLIAN", names), "explain");
  strictEqual(nearestName("proves", names), "prove");
  strictEqual(nearestName("zzz", names), undefined);
  strictEqual(nearestName("build", []), undefined);
});

test("of names that are as near, the one in the same capitals, else the first", () => {
  strictEqual(nearestName("Bok", ["book", "Book"]), "Book");
  strictEqual(nearestName("bok", ["Book", "book"]), "book");
  strictEqual(nearestName("bork", ["book", "bark"]), "book");
});

test("long names and long lists are cut", () => {
  strictEqual(nearestName("x".repeat(1_000_000), names), undefined);
  strictEqual(nearestName("plan", ["x".repeat(1_000_000), "plam"]), "plam");
  const many = Array.from({ length: 5_000 }, (_, index) => `${index} and more letters`);
  strictEqual(nearestName("plam", [...many, "plan"]), undefined);
  strictEqual(nearestName("plam", ["plan", ...many]), "plan");
});
