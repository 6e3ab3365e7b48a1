export { economy } from './economy';
export { expiringLots } from './expiring-lots';
export { overview } from './overview';
export { RecentMovements } from './recent-movements';
