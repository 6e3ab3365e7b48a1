import { describeModel } from './suite';

describeModel('sqlite');
