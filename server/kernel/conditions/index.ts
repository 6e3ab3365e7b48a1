/** E10. Conditions over facts: how they are read, and what comes of them. Knows neither missions nor affiliate systems. */
export { type Condition, CONDITION_LIMITS, type Leaf, type Wanted } from './condition';
export { evaluate, type Facts, factsIn, type LeafVerdict, type Outcome, outlook, type Verdict } from './evaluate';
export { conditionSchema } from './read-condition';
