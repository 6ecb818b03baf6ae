/** Under it an operation says which of its documented answers the backend never gives: reasons by status. */
export const neverKey = "x-keelback-never-answered";
