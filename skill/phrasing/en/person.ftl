handed-over = A person will call you. Your ticket is { $ticket-spoken }. Goodbye.
    .text = A person will call you about this. Your ticket is { $ticket }.
phone-us = You can call us on { $phone-spoken }.
    .text = You can call us on { $phone }.
