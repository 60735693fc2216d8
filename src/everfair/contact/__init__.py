"""Daily dealings: interactions with customers and tasks on people's desks."""
