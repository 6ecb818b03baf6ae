/**
 * Milliseconds that this process has computed. Bounds on time are about hanging, not about speed, and a machine that is
 * busy with other things makes nothing hang.
 */
export function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
