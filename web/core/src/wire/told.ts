/** The answers of the calls about being told (W12, W13). Apart from the others, because few visits read them: they are fetched with their page. */

import { count, day, flag, list, map, nil, pair, text } from "../base/shape.ts";
import type { Answer } from "./answers.ts";

/** `POST /notifications/quiet`. */
export const readQuietTimes = ({
  quiet_intervals: intervals,
}: Answer): readonly (readonly [number, number])[] => list(pair(count, count))(intervals);

const quietIn = (value: unknown) => {
  const quiet = map(value);
  return {
    mode: text(quiet.mode),
    fromMinute: count(quiet.from_minute),
    untilMinute: count(quiet.until_minute),
    awayFrom: nil(day)(quiet.away_from),
    awayUntil: nil(day)(quiet.away_until),
  };
};

/** `POST /notifications/mail`. */
export const readMail = ({ state, address }: Answer) => ({ state: text(state), address: text(address) });

/** `GET /notifications`. An earlier server says nothing about mail. */
export const readNotifications = (answer: Answer) => ({
  key: text(answer.key),
  push: flag(answer.push),
  quiet: nil(quietIn)(answer.quiet),
  spans: readQuietTimes(answer),
  muted: list(text)(answer.muted),
  // An earlier server rings nowhere.
  rings: nil(flag)(answer.rings ?? null),
  // An earlier server says neither where it tells this device nor whether that arrives.
  endpoint: nil(text)(answer.endpoint ?? null),
  unconfirmed: flag(answer.unconfirmed ?? false),
  mail: nil((value) => readMail(map(value)))(answer.mail ?? null),
});
