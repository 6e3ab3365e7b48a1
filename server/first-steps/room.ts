import { FIRST_STEP_ENDPOINTS, type TasksService } from '../contract';
import { defineRoom, type Gathered } from '../kernel/room';
import { readMembersSetting, type RulesSource } from '../members';
import { accessTo } from './access';
import { firstStepController } from './controller';

interface Needs extends Pick<Gathered, 'namedCurrencies'> {
  readonly rules: RulesSource;
  readonly tasks: TasksService;
}

export const firstStepRoom = defineRoom<Needs>()({
  endpoints: { 'first-steps': FIRST_STEP_ENDPOINTS },
  controllers: {
    'first-steps': ({ strapi, knex, setting }, { rules, tasks, namedCurrencies }) =>
      firstStepController({
        ...{ db: knex, rules, tasks, namedCurrencies },
        access: accessTo(strapi),
        membersSetting: readMembersSetting(setting('members')),
      }),
  },
});
