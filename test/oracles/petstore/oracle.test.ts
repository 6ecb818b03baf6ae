import { checkScript } from "../script-checks.ts";

checkScript(import.meta.dirname, {
  operations: 19,
  secured: [
    "addPet",
    "updatePet",
    "findPetsByStatus",
    "findPetsByTags",
    "getPetById",
    "updatePetWithForm",
    "deletePet",
    "uploadFile",
    "getInventory",
    "updateUser",
    "deleteUser",
  ],
  answersOnly: ["pet-ids-that-are-none", "user-refused"],
});
