/** What the inbox asks the server for alone: it needs HTTP, and nothing of the leading tab's state. */

import type { Condition } from "../condition/api.ts";
import { conditionOf as readCondition } from "../condition/read.ts";
import type { AskedStatistics, Statistics } from "../statistics/api.ts";
import { statisticsOf as readStatistics } from "../statistics/read.ts";
import { borrow, type LentHttp } from "../sync/lent.ts";

export const statisticsOf = (leader: LentHttp, asked: AskedStatistics): Promise<Statistics> =>
  readStatistics(borrow(leader), asked);

export const conditionOf = (leader: LentHttp): Promise<Condition> => readCondition(borrow(leader));
