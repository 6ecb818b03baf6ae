// Written by `npm run update`: the units of extension in this folder.
import { envelopeDiffers } from "./envelope-differs.ts";
import { errorCodeReused } from "./error-code-reused.ts";
import { errorFormDiffers } from "./error-form-differs.ts";
import { eventWithoutConsumer } from "./event-without-consumer.ts";
import { eventWithoutProducer } from "./event-without-producer.ts";
import { fieldSpelledDifferently } from "./field-spelled-differently.ts";
import { fieldTypedDifferently } from "./field-typed-differently.ts";
import { missingAuthentication } from "./missing-authentication.ts";
import { missingErrorAnswers } from "./missing-error-answers.ts";
import { paginationDiffers } from "./pagination-differs.ts";
import { pathPluralAndSingular } from "./path-plural-and-singular.ts";
import { typeMeansSeveralThings } from "./type-means-several-things.ts";
import { unitDiffers } from "./unit-differs.ts";
import { untypedPayload } from "./untyped-payload.ts";

export const all = [
  envelopeDiffers,
  errorCodeReused,
  errorFormDiffers,
  eventWithoutConsumer,
  eventWithoutProducer,
  fieldSpelledDifferently,
  fieldTypedDifferently,
  missingAuthentication,
  missingErrorAnswers,
  paginationDiffers,
  pathPluralAndSingular,
  typeMeansSeveralThings,
  unitDiffers,
  untypedPayload,
] as const;
