// chrono-node, looking forward.
import * as chrono from "chrono-node";
import { measure, NOW } from "./measure.mjs";

measure((line) => chrono.parse(line, NOW, { forwardDate: true }));
