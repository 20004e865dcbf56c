"""The manager's page: figures and charts from what really happened, each opening the rows behind it."""
