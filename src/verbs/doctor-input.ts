import type { InputDescription, InputOf } from "./verb.ts";

export const doctorInput = { arguments: [], options: [] } as const satisfies InputDescription;

export type DoctorInput = InputOf<typeof doctorInput>;
