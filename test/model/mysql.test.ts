import { describeModel } from './suite';

describeModel('mysql');
