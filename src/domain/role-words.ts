const roleText =
  /\b(?:admin(?:istrator)?s?|roles?|permissions?|privileges?|scopes?|staff|moderators?|managers?|superusers?)\b/i;

/** Whether a text speaks of what some accounts may do and others not. */
export function speaksOfRoles(text: string): boolean {
  return roleText.test(text);
}
