import { describeModel } from './suite';

describeModel('postgres');
