// Microsoft's Recognizers-Text; its model is made once.
import recognizers from "@microsoft/recognizers-text-date-time";
import { measure, NOW } from "./measure.mjs";

const model = new recognizers.DateTimeRecognizer("en-us").getDateTimeModel();
measure((line) => model.parse(line, NOW));
